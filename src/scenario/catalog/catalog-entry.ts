import { DEFAULT_QUEUE_MS } from '../../model/scenario/link-profile.ts';
import type { HourRule } from '../airtime/airtime.ts';
import type { Catalog, CatalogDevice, CatalogProfile, CatalogRegion, Labels } from './catalog.ts';
import { OTHER_COUNTRY_NAMES } from './other-names.ts';

/** One field of a profile or device. */
export interface CatalogField {
  /** Value as written in the catalog file. */
  readonly written: string;
  /** Source of the number in words; `[key]` cites a reference. */
  readonly source: string;
  /** Set when the profile leaves the field out and `written` is the default that applies. */
  readonly isDefault?: true;
}

/** A named thing in the catalog, in the form in which it is listed, searched and shown. */
export type CatalogEntry = Labels & { readonly name: string } & (
    | {
        readonly type: 'region';
        readonly country: string | undefined;
        readonly countryNames: readonly string[];
        readonly zone: string | undefined;
        readonly access: readonly string[];
        readonly hauls: readonly string[];
      }
    | {
        readonly type: 'access' | 'haul';
        readonly region: string;
        /** Names of the region, so that a search for the region finds its profiles too. */
        readonly regionWords: readonly string[];
        readonly fields: Readonly<Record<string, CatalogField>>;
      }
    | { readonly type: 'first-mile' | 'preset' | 'device'; readonly fields: Readonly<Record<string, CatalogField>> }
    /** A short name that regions use, such as "mobile-peak". */
    | { readonly type: 'access-name' | 'haul-name'; readonly regions: readonly string[] }
    /** A short name that stands for one of two profiles, depending on the hour, such as "mobile". */
    | {
        readonly type: 'access-by-hour' | 'haul-by-hour';
        readonly peak: string;
        readonly otherwise: string;
        readonly hours: string;
        readonly clock: string;
        readonly source: string;
      }
  );

/** Lists every entry, grouped by kind, in the catalog's order. */
export function catalogEntries(catalog: Catalog): CatalogEntry[] {
  const regions = [...catalog.regions.values()];
  return [
    ...regions.map(regionEntry),
    ...kindEntries('access-name', catalog.access, regions, ({ access }) => access),
    ...[...catalog.byHour.access.values()].map((rule) => ruleEntry('access-by-hour', rule, "the viewer's region")),
    ...kindEntries('haul-name', catalog.hauls, regions, ({ hauls }) => hauls),
    ...[...catalog.byHour.hauls.values()].map((rule) => ruleEntry('haul-by-hour', rule, 'China')),
    ...[...catalog.firstMiles.values()].map((line) => ({ type: 'first-mile', ...named(line) }) as const),
    ...[...catalog.presets.values()].map((line) => ({ type: 'preset', ...named(line) }) as const),
    ...[...catalog.devices.values()].map(deviceEntry),
    ...regions.flatMap((region) => [
      ...[...region.access.values()].map((line) => ({ type: 'access', ...ofRegion(region), ...named(line) }) as const),
      ...[...region.hauls.values()].map((haul) => ({ type: 'haul', ...ofRegion(region), ...named(haul) }) as const),
    ]),
  ];
}

function named({ name, label, labelZh, texts, sources }: CatalogProfile<object>) {
  const fields = fieldsOf(texts, sources);
  const hasRate = RATE_FIELDS.some((rate) => fields[rate] !== undefined);
  const needsQueue = hasRate && fields.queue === undefined;
  return { name, label, labelZh, fields: { ...fields, ...(needsQueue ? DEFAULT_QUEUE : {}) } };
}

function fieldsOf(
  texts: Readonly<Record<string, string>>,
  sources: Readonly<Record<string, string>>,
): Readonly<Record<string, CatalogField>> {
  return Object.fromEntries(
    Object.entries(texts).map(([field, written]) => [field, { written, source: sources[field] ?? '' }]),
  );
}

const RATE_FIELDS = ['down', 'up', 'rate'];
/** Queue shown for a profile that has a rate and names no queue: every bottleneck has a buffer. */
const DEFAULT_QUEUE: Readonly<Record<string, CatalogField>> = {
  queue: {
    written: `${DEFAULT_QUEUE_MS} ms`,
    source: "longhaul's default beside a rate: assumption, middle class of [rfc8868]",
    isDefault: true,
  },
};

function deviceEntry({ id, label, labelZh, texts, sources }: CatalogDevice): CatalogEntry {
  return { type: 'device', name: id, label, labelZh, fields: fieldsOf(texts, sources) };
}

function regionEntry(region: CatalogRegion): CatalogEntry {
  const { id, label, labelZh, country, zone, access, hauls } = region;
  return {
    type: 'region',
    name: id,
    label,
    labelZh,
    country,
    countryNames: countryNames(country),
    zone,
    access: [...access.keys()],
    hauls: [...hauls.keys()],
  };
}

function ofRegion({ id, label, labelZh, country }: CatalogRegion) {
  const regionWords = [id, label, labelZh, ...(country === undefined ? [] : [country]), ...countryNames(country)];
  return { region: id, regionWords };
}

/** Returns a country's names, those of Unicode's CLDR first: "United Kingdom", "UK", "英国" and "Britain" for "GB". */
export function countryNames(country: string | undefined): string[] {
  if (country === undefined) return [];
  const names = (['long', 'short'] as const).flatMap((style) =>
    ['en', 'zh'].flatMap((language) => new Intl.DisplayNames([language], { type: 'region', style }).of(country) ?? []),
  );
  return [...new Set([...names, ...(OTHER_COUNTRY_NAMES[country] ?? [])])].filter((name) => name !== country);
}

function kindEntries(
  type: 'access-name' | 'haul-name',
  kinds: ReadonlyMap<string, Labels>,
  regions: readonly CatalogRegion[],
  profilesOf: (region: CatalogRegion) => ReadonlyMap<string, unknown>,
): CatalogEntry[] {
  return [...kinds].map(([name, labels]) => {
    const regionIds = regions.filter((region) => profilesOf(region).has(name)).map(({ id }) => id);
    return { type, name, ...labels, regions: regionIds };
  });
}

function ruleEntry(type: 'access-by-hour' | 'haul-by-hour', rule: HourRule, clock: string): CatalogEntry {
  const { name, label, labelZh, peak, otherwise, hours, source } = rule;
  return { type, name, label, labelZh, peak, otherwise, hours: hours.text, clock, source };
}
