import type { HourRule } from '../airtime/airtime.ts';
import type { Path } from '../reading/notes.ts';
import { valueAt } from '../reading/structure.ts';
import type { WrittenCatalog, WrittenCatalogRegion } from '../schema/catalog.ts';
import type { Catalog, CatalogDevice, CatalogProfile, CatalogRegion, Labels } from './catalog.ts';
import { profileTexts } from './profile-texts.ts';

/** A parsed catalog file, to be put on top of another catalog. */
export interface CatalogLayer {
  readonly value: WrittenCatalog;
  /** The same catalog before parsing, with its numbers as written. */
  readonly raw: unknown;
  /** Names the line of a path, such as "my-catalog.yaml:12": the source of a number that gives none. */
  readonly placeOf: (path: Path) => string;
}

/** Returns the catalog with the layer's entries added. Where both have a profile, the layer's replaces the base's. */
export function extendCatalog(base: Catalog, layer: CatalogLayer): Catalog {
  const { value } = layer;
  const hauls = withLabels(base.hauls, value.hauls);
  const access = withLabels(base.access, value.access);
  const regions = new Map(base.regions);
  for (const [id, written] of Object.entries(value.regions ?? {})) {
    for (const kind of Object.keys(written.hauls ?? {})) if (!hauls.has(kind)) hauls.set(kind, labelsOf({}, kind));
    for (const kind of Object.keys(written.access ?? {})) if (!access.has(kind)) access.set(kind, labelsOf({}, kind));
    regions.set(id, regionOf(id, written, base.regions.get(id), { hauls, access, layer }));
  }
  return {
    regions,
    firstMiles: new Map([...base.firstMiles, ...linesOf('firstMiles', layer)]),
    presets: new Map([...base.presets, ...linesOf('presets', layer)]),
    devices: new Map([...base.devices, ...devicesOf(layer)]),
    hauls,
    access,
    byHour: {
      access: new Map([...base.byHour.access, ...rulesOf('access', layer)]),
      hauls: new Map([...base.byHour.hauls, ...rulesOf('hauls', layer)]),
    },
    references: { ...value.references, ...base.references },
  };
}

interface WrittenLabels {
  readonly label?: string | undefined;
  readonly labelZh?: string | undefined;
}

/** Fills in missing labels: one language stands in for the other, and the name for both. */
function labelsOf({ label, labelZh }: WrittenLabels, name: string): Labels {
  return { label: label ?? labelZh ?? name, labelZh: labelZh ?? label ?? name };
}

function withLabels(
  base: ReadonlyMap<string, Labels>,
  added: Readonly<Record<string, WrittenLabels>> | undefined,
): Map<string, Labels> {
  return new Map([
    ...base,
    ...Object.entries(added ?? {}).map(([name, each]) => [name, labelsOf(each, name)] as const),
  ]);
}

interface RegionContext {
  readonly hauls: ReadonlyMap<string, Labels>;
  readonly access: ReadonlyMap<string, Labels>;
  readonly layer: CatalogLayer;
}

function regionOf(
  id: string,
  written: WrittenCatalogRegion,
  base: CatalogRegion | undefined,
  { hauls, access, layer }: RegionContext,
): CatalogRegion {
  const profiles = <W extends object>(
    part: 'hauls' | 'access',
    labels: ReadonlyMap<string, Labels>,
    all: Readonly<Record<string, W>> | undefined,
  ) =>
    Object.entries(all ?? {}).map(([kind, profile]): [string, CatalogProfile<W>] => {
      const name = `${id}/${kind}`;
      const path = ['regions', id, part, kind];
      const sources = { ...layer.value.sources?.[kind], ...layer.value.sources?.[name] };
      const made = profileOf(name, labels.get(kind) ?? labelsOf({}, kind), profile, { path, sources, layer });
      return [kind, part === 'hauls' ? withRoute(kind, made, written) : made];
    });
  const labels = {
    ...base,
    ...(written.label === undefined && written.labelZh === undefined ? {} : labelsOf(written, id)),
  };
  return {
    id,
    label: labels.label ?? id,
    labelZh: labels.labelZh ?? id,
    country: written.country ?? base?.country,
    zone: written.zone ?? base?.zone,
    hauls: new Map([...(base?.hauls ?? []), ...profiles('hauls', hauls, written.hauls)]),
    access: new Map([...(base?.access ?? []), ...profiles('access', access, written.access)]),
  };
}

/** Adds to the source of a haul's rtt what that rests on: the two legs by Hong Kong, or the region's own route. */
function withRoute<W>(kind: string, haul: CatalogProfile<W>, region: WrittenCatalogRegion): CatalogProfile<W> {
  const basis = basisOf(kind, region);
  if (basis === undefined || haul.sources.rtt === undefined) return haul;
  return { ...haul, sources: { ...haul.sources, rtt: `${haul.sources.rtt} (${basis})` } };
}

function basisOf(kind: string, { edge, mainland, routes }: WrittenCatalogRegion): string | undefined {
  const route = kind === 'accelerated' ? routes?.accelerated : kind.startsWith('direct') ? routes?.direct : undefined;
  if (route !== undefined) return `${route.way}; ${route.range}: ${route.source}`;
  if (kind !== 'accelerated' || edge === undefined || mainland === undefined) return undefined;
  return `edge ${edge.rtt} ms: ${edge.source}; mainland ${mainland.rtt} ms: ${mainland.source}`;
}

function linesOf(part: 'firstMiles' | 'presets', layer: CatalogLayer) {
  return Object.entries(layer.value[part] ?? {}).map(([name, line]) => {
    const path = [part, name, 'profile'];
    const fields = Object.keys(line.profile);
    const shared = line.source === undefined ? {} : Object.fromEntries(fields.map((field) => [field, line.source]));
    const sources = { ...shared, ...layer.value.sources?.[name], ...line.sources };
    return [name, profileOf(name, labelsOf(line, name), line.profile, { path, sources, layer })] as const;
  });
}

const DEVICE_FIELDS = ['viewport', 'cpu'] as const;

function devicesOf({ value, raw, placeOf }: CatalogLayer): [string, CatalogDevice][] {
  return Object.entries(value.devices ?? {}).map(([id, device]) => {
    const path = ['devices', id];
    const written = DEVICE_FIELDS.flatMap((field) => {
      const text = valueAt(raw, [...path, field]);
      return text === undefined ? [] : [[field, String(text)] as const];
    });
    const sources = written.map(([field]) => [
      field,
      device.sources?.[field] ?? device.source ?? placeOf([...path, field]),
    ]);
    const { viewport, cpu } = device;
    return [
      id,
      {
        ...{ id, ...labelsOf(device, id), viewport },
        ...(cpu !== undefined && { cpuCores: cpu }),
        ...{ texts: Object.fromEntries(written), sources: Object.fromEntries(sources) },
      },
    ];
  });
}

function profileOf<W extends object>(
  name: string,
  labels: Labels,
  written: W,
  from: { path: Path; sources: Readonly<Record<string, string | undefined>>; layer: CatalogLayer },
): CatalogProfile<W> {
  const { path, sources: writtenSources, layer } = from;
  const texts = profileTexts(valueAt(layer.raw, path));
  const sourceOf = (field: string) => writtenSources[field] ?? layer.placeOf([...path, field]);
  const sources = Object.fromEntries(Object.keys(texts).map((field) => [field, sourceOf(field)]));
  return { name, ...labels, written, texts, sources };
}

function rulesOf(part: 'access' | 'hauls', { value, placeOf }: CatalogLayer): [string, HourRule][] {
  return Object.entries(value.airtime?.[part] ?? {}).map(([name, rule]) => {
    const source = rule.source ?? placeOf(['airtime', part, name, 'hours']);
    const { peak, otherwise, hours } = rule;
    return [name, { name, ...labelsOf(rule, name), peak, otherwise, hours, source }];
  });
}
