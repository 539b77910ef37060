import type { Vocabulary } from '../model/scenario/vocabulary.ts';
import { type HourRule, pickByHour } from './airtime/airtime.ts';
import { CHINA_ZONE, hoursOfDay, localTime } from './airtime/local-time.ts';
import type { Catalog } from './catalog/catalog.ts';
import { type ReadScenario, resolveScenario } from './load.ts';

/** One region at one hour. Profiles of a region go by their full name: "sea-id/mobile-peak". */
export interface DayCell {
  /** ISO 8601 with offset, such as "2026-11-27T19:00+07:00"; undefined if the region's zone is unknown. */
  readonly localTime: string | undefined;
  readonly access: string;
  readonly haul: string;
}

/** A region's row of the table. */
export interface DayRegion {
  readonly id: string;
  readonly label: string;
  readonly zone: string | undefined;
  /** One cell per hour of the day in China. */
  readonly hours: readonly DayCell[];
}

/** A day in China, hour by hour. */
export interface Day {
  /** Date in China, such as "2026-11-27". */
  readonly date: string;
  /** Start of each hour in China, such as "2026-11-27T00:00+08:00". */
  readonly china: readonly string[];
  readonly regions: readonly DayRegion[];
}

function chinaHours(date: string): { atMs: number; iso: string }[] {
  return hoursOfDay(date, CHINA_ZONE).map((atMs) => ({ atMs, iso: localTime(atMs, CHINA_ZONE).iso }));
}

/** Tabulates every region of the catalog, as watched over `mobile` access and the `direct` haul. */
export function catalogDay(catalog: Catalog, date: string): Day {
  const hours = chinaHours(date);
  const pick = (rules: ReadonlyMap<string, HourRule>, name: string, atMs: number, zone: string) => {
    const rule = rules.get(name);
    return rule === undefined ? name : pickByHour(rule, localTime(atMs, zone));
  };
  const regions = [...catalog.regions.values()].flatMap(({ id, label, zone }) => {
    if (zone === undefined) return [];
    const cells = hours.map(({ atMs }) => ({
      localTime: localTime(atMs, zone).iso,
      access: `${id}/${pick(catalog.byHour.access, 'mobile', atMs, zone)}`,
      haul: `${id}/${pick(catalog.byHour.hauls, 'direct', atMs, CHINA_ZONE)}`,
    }));
    return [{ id, label, zone, hours: cells }];
  });
  return { date, china: hours.map(({ iso }) => iso), regions };
}

/**
 * Tabulates the scenario's regions, resolved as if the stream began at each hour. Throws InputError when the scenario is
 * wrong.
 */
export async function scenarioDay(read: ReadScenario, vocabulary: Vocabulary, date: string): Promise<Day> {
  const hours = chinaHours(date);
  const resolved = await Promise.all(
    hours.map(async ({ atMs }) => (await resolveScenario(read, vocabulary, { airtimeMs: atMs })).scenario),
  );
  const [first] = resolved;
  const regions = (first?.regions ?? []).map(({ id, label, zone }, i) => ({
    id,
    label,
    zone,
    hours: resolved.flatMap((scenario) => {
      const region = scenario.regions[i];
      return region === undefined
        ? []
        : [{ localTime: region.localTime, access: region.access.profile, haul: region.haul.profile }];
    }),
  }));
  return { date, china: hours.map(({ iso }) => iso), regions };
}
