import { type Airtime, type HourRule, pickByHour } from '../airtime/airtime.ts';
import { type LocalTime, localTime } from '../airtime/local-time.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import type { Catalog, CatalogProfile, CatalogRegion, Labels } from './catalog.ts';
import { profileHint } from './name-hint.ts';

/** A name or a profile as written, with its place in the file. */
export interface WrittenValue {
  readonly value: unknown;
  readonly path: Path;
}

/** Context in which the names of one scenario are looked up. */
export interface NameContext {
  readonly catalog: Catalog;
  readonly airtime: Airtime;
  readonly notes: Notes;
}

/**
 * Returns whether a name, or the name that a profile extends, needs a region to mean anything: "fixed" does, "sea-id/fixed"
 * and the preset "wpt-3g" do not.
 */
export function needsRegion(value: unknown, { presets }: Catalog): boolean {
  const name = isRecord(value) ? value.extends : value;
  return typeof name === 'string' && !name.includes('/') && !presets.has(name);
}

/** Splits a name into region and short name: "fixed" belongs to the given region, "sea-id/fixed" to the one it names. */
function fullName(name: string, region: string): { place: string; kind: string } {
  const slash = name.indexOf('/');
  return slash === -1 ? { place: region, kind: name } : { place: name.slice(0, slash), kind: name.slice(slash + 1) };
}

/** A name as written, its place, and the names that are known there. */
interface NameAt {
  readonly name: string;
  readonly path: Path;
  readonly known: readonly string[];
}

/**
 * Picks the short name that a by-hour name stands for, by the time on `clock`; without an airtime the worse one, with a warning. Returns
 * undefined without a time zone, and notes why.
 */
function kindAtAirtime(rule: HourRule, at: NameAt, clock: Clock, { airtime, notes }: NameContext): string | undefined {
  const { name, path, known } = at;
  switch (airtime.type) {
    case 'wrong':
      return undefined;
    case 'none': {
      const text = `without an airtime, ${name} has no hour: ${rule.peak} is taken, the worse; also ${rule.otherwise}`;
      if (!notes.warnings.some((earlier) => earlier.text === text)) notes.warnings.push({ path, text });
      return rule.peak;
    }
    case 'at': {
      if (clock.zone !== undefined) return pickByHour(rule, localTime(airtime.atMs, clock.zone));
      const expected = `one of ${known.join(', ')}, or a \`zone\` in this entry`;
      notes.diagnostics.push(diagnostic(path, expected, `${describeValue(name)} in a region without a time zone`));
      return undefined;
    }
  }
}

/** Clock that a by-hour name goes by. */
interface Clock {
  /** IANA time zone, if one is known. */
  readonly zone: string | undefined;
  /** Place of the clock in words, such as "in China". */
  readonly where: string;
}

interface UnknownName {
  /** Name that it stands for at the airtime. */
  readonly picked: string;
  /** Other forms that are accepted, in words. */
  readonly forms: string;
  /** Labels of the known names, by which people may have called one. */
  readonly labels: ReadonlyMap<string, Labels>;
  /** More candidates for the hint. */
  readonly others?: readonly string[];
}

/** Notes an unknown name. */
function noteUnknownName(
  { name, path, known }: NameAt,
  { picked, forms, labels, others = [] }: UnknownName,
  notes: Notes,
): void {
  const got = name.endsWith(picked)
    ? describeValue(name)
    : `${describeValue(name)}, which at this airtime is ${picked}`;
  const hint = profileHint(name, [...known, ...others], labels);
  notes.diagnostics.push(diagnostic(path, `one of ${known.join(', ')}, ${forms}`, got, hint));
}

/** Where names of access lines or of hauls lead to. */
export interface Lookup<W> {
  readonly kind: 'access' | 'hauls';
  readonly profilesOf: (region: CatalogRegion) => ReadonlyMap<string, CatalogProfile<W>>;
  /** Profiles that belong to no region, by full name. */
  readonly presets?: ReadonlyMap<string, CatalogProfile<W>>;
  /** Returns the clock of by-hour names, given the region that a name belongs to. */
  readonly clockOf: (place: CatalogRegion | undefined) => Clock;
  /** Forms that are accepted beside names of the kind, in words. */
  readonly forms: string;
}

/** Finds a profile by name, as a region's viewers mean it. Returns undefined, and notes why, when there is none of that name. */
export function findProfile<W>(
  name: string,
  path: Path,
  region: string,
  { kind, profilesOf, presets, clockOf, forms }: Lookup<W>,
  context: NameContext,
): CatalogProfile<W> | undefined {
  const { catalog, notes } = context;
  const { place, kind: shortName } = fullName(name, region);
  const here = catalog.regions.get(place);
  const own = here && profilesOf(here);
  const byHour = catalog.byHour[kind];
  const known = [...(own ?? catalog[kind]).keys()];
  // A region's own profile of that name takes precedence over the by-hour rule.
  const rule = own === undefined || own.has(shortName) ? undefined : byHour.get(shortName);
  const picked = rule === undefined ? shortName : kindAtAirtime(rule, { name, path, known }, clockOf(here), context);
  if (picked === undefined) return undefined;
  const profile = own?.get(picked) ?? presets?.get(name);
  if (profile !== undefined) return profile;
  noteUnknownName(
    { name, path, known: [...known, ...byHour.keys()] },
    { picked, forms, labels: new Map([...catalog[kind], ...byHour]), others: [...(presets?.keys() ?? [])] },
    notes,
  );
  return undefined;
}

/** Returns the time on a region's clock at the airtime, for reports. */
export function localTimeAt(airtime: Airtime, zone: string | undefined): LocalTime | undefined {
  return airtime.type === 'at' && zone !== undefined ? localTime(airtime.atMs, zone) : undefined;
}
