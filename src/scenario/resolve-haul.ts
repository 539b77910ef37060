import type { Segment } from '../model/network.ts';
import { segmentOfCatalogHaul } from './catalog.ts';
import { fullName, kindAtAirtime, type Names, noteUnknownName, type Written } from './catalog-names.ts';
import { CHINA_ZONE } from './local-time.ts';
import { isRecord } from './structure.ts';
import { segmentOfWrittenHaul } from './written-profile.ts';

/**
 * China to a region: a haul written in place, one of this region or of another by its full name, or a name by the hour,
 * which is the hour in China for every region: that end of the path is the congested one. Undefined when wrong, which is
 * then in the notes.
 */
export function resolveHaul({ value, path }: Written, region: string, names: Names): Segment | undefined {
  const { catalog, notes } = names;
  if (isRecord(value)) return segmentOfWrittenHaul(value, path, notes);
  if (typeof value !== 'string') return undefined;
  const { place, kind } = fullName(value, region);
  const here = catalog.regions.get(place);
  const known = [...(here?.hauls ?? catalog.hauls).keys()];
  // A haul that a region itself calls so goes before the rule.
  const rule = here === undefined || here.hauls.has(kind) ? undefined : catalog.byHour.hauls.get(kind);
  const clock = { zone: CHINA_ZONE, where: 'in China' };
  const picked = rule === undefined ? kind : kindAtAirtime(rule, { name: value, path, known }, clock, names);
  if (picked === undefined) return undefined;
  const profile = here?.hauls.get(picked);
  if (profile !== undefined) return segmentOfCatalogHaul(profile);
  const all = [...known, ...catalog.byHour.hauls.keys()];
  noteUnknownName({ name: value, path, known: all }, { picked, forms: 'or a haul written in place' }, notes);
  return undefined;
}

/**
 * Whether the haul that all regions share is right: checked once, where it stands, against any region that has it. A
 * region that has not is noted at that region.
 */
export function checkSharedHaul(value: unknown, names: Names): boolean {
  const regions = [...names.catalog.regions.values()];
  const any = regions.find(({ hauls }) => typeof value === 'string' && hauls.has(value)) ?? regions[0];
  const before = names.notes.findings.length;
  resolveHaul({ value, path: ['broadcast', 'haul'] }, any?.id ?? '', names);
  return names.notes.findings.length === before;
}
