import { type Airtime, type HourRule, pickByHour } from '../airtime/airtime.ts';
import { type LocalTime, localTime } from '../airtime/local-time.ts';
import { didYouMeanAny } from '../reading/nearest.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import type { Catalog } from './catalog.ts';

/** A name or a profile, with where it stands. */
export interface Written {
  readonly value: unknown;
  readonly path: Path;
}

/** What names stand for in this scenario. */
export interface Names {
  readonly catalog: Catalog;
  readonly airtime: Airtime;
  readonly notes: Notes;
}

/** Names that mean something only together with a region, also of what extends them: "fixed", but neither "sea-id/fixed" nor the preset "wpt-3g". */
export function needsRegion(value: unknown, { presets }: Catalog): boolean {
  const name = isRecord(value) ? value.extends : value;
  return typeof name === 'string' && !name.includes('/') && !presets.has(name);
}

/** "fixed" means that of the region; "sea-id/fixed" that of any. */
export function fullName(name: string, region: string): { place: string; kind: string } {
  const slash = name.indexOf('/');
  return slash === -1 ? { place: region, kind: name } : { place: name.slice(0, slash), kind: name.slice(slash + 1) };
}

/** A name as it stands, and the names that it might have been. */
export interface NameAt {
  readonly name: string;
  readonly path: Path;
  readonly known: readonly string[];
}

/**
 * The short name that a name by the hour means: what `clock` shows decides. Undefined when nothing does, which is then in
 * the notes.
 */
export function kindAtAirtime(rule: HourRule, at: NameAt, clock: Clock, { airtime, notes }: Names): string | undefined {
  const { name, path, known } = at;
  switch (airtime.type) {
    case 'wrong':
      return undefined;
    case 'none': {
      const means = `${rule.peak} at ${rule.hours.text} ${clock.where}, else ${rule.otherwise}`;
      const expected = `one of ${known.join(', ')}, or an \`airtime\` in the scenario: ${name} is ${means}`;
      notes.diagnostics.push(diagnostic(path, expected, `${describeValue(name)} without an airtime`));
      return undefined;
    }
    case 'at': {
      if (clock.zone !== undefined) return pickByHour(rule, localTime(airtime.atMs, clock.zone));
      const expected = `one of ${known.join(', ')}, or a \`zone\` in this entry`;
      notes.diagnostics.push(diagnostic(path, expected, `${describeValue(name)} in a region without a time zone`));
      return undefined;
    }
  }
}

export interface Clock {
  /** IANA name, where one is known. */
  readonly zone: string | undefined;
  /** "in China" */
  readonly where: string;
}

/** Notes a name that means nothing here; `picked` is what it means at the airtime, `others` what else it could have been. */
export function noteUnknownName(
  { name, path, known }: NameAt,
  { picked, forms, others = [] }: { picked: string; forms: string; others?: readonly string[] },
  notes: Notes,
): void {
  const got = name.endsWith(picked)
    ? describeValue(name)
    : `${describeValue(name)}, which at this airtime is ${picked}`;
  const hint = didYouMeanAny(name, [...known, ...others]);
  notes.diagnostics.push(diagnostic(path, `one of ${known.join(', ')}, ${forms}`, got, hint));
}

/** The time on a region's clock, for reports. */
export function localTimeAt(airtime: Airtime, zone: string | undefined): LocalTime | undefined {
  return airtime.type === 'at' && zone !== undefined ? localTime(airtime.atMs, zone) : undefined;
}
