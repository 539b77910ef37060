import type { Segment } from '../../model/scenario/network.ts';
import { CHINA_ZONE } from '../airtime/local-time.ts';
import { type CatalogProfile, segmentOfCatalogHaul } from '../catalog/catalog.ts';
import { fullName, kindAtAirtime, type Names, noteUnknownName, type Written } from '../catalog/catalog-names.ts';
import { extendedName, segmentOfWrittenHaul } from '../profiles/written-profile.ts';
import type { Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import type { WrittenHaul } from '../schema/profiles.ts';

/**
 * China to a region: a haul written in place, one of this region or of another by its full name, or a name by the hour,
 * which is the hour in China for every region: that end of the path is the congested one. Undefined when wrong, which is
 * then in the notes.
 */
export function resolveHaul({ value, path }: Written, region: string, names: Names): Segment | undefined {
  if (isRecord(value)) {
    const named = extendedName(value, path);
    const base = named && haulCalled(named.name, named.path, region, names);
    return named !== undefined && base === undefined
      ? undefined
      : segmentOfWrittenHaul({ value, path, base }, names.notes);
  }
  const profile = typeof value === 'string' ? haulCalled(value, path, region, names) : undefined;
  return profile && segmentOfCatalogHaul(profile);
}

/** Undefined when no haul is called so here, which is then in the notes. */
function haulCalled(name: string, path: Path, region: string, names: Names): CatalogProfile<WrittenHaul> | undefined {
  const { catalog, notes } = names;
  const { place, kind } = fullName(name, region);
  const here = catalog.regions.get(place);
  const known = [...(here?.hauls ?? catalog.hauls).keys()];
  // A haul that a region itself calls so goes before the rule.
  const rule = here === undefined || here.hauls.has(kind) ? undefined : catalog.byHour.hauls.get(kind);
  const clock = { zone: CHINA_ZONE, where: 'in China' };
  const picked = rule === undefined ? kind : kindAtAirtime(rule, { name, path, known }, clock, names);
  if (picked === undefined) return undefined;
  const profile = here?.hauls.get(picked);
  if (profile !== undefined) return profile;
  const all = [...known, ...catalog.byHour.hauls.keys()];
  noteUnknownName({ name, path, known: all }, { picked, forms: 'or a haul written in place' }, notes);
  return undefined;
}

/**
 * Whether the haul that all regions share is right: checked once, where it stands, against any region that has it. A
 * region that has not is noted at that region.
 */
export function checkSharedHaul(value: unknown, names: Names): boolean {
  const regions = [...names.catalog.regions.values()];
  const name = extendedName(value, [])?.name ?? value;
  const any = regions.find(({ hauls }) => typeof name === 'string' && hauls.has(name)) ?? regions[0];
  const before = names.notes.diagnostics.length;
  resolveHaul({ value, path: ['broadcast', 'haul'] }, any?.id ?? '', names);
  return names.notes.diagnostics.length === before;
}
