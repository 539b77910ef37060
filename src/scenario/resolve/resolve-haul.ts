import type { Segment } from '../../model/scenario/network.ts';
import { CHINA_ZONE } from '../airtime/local-time.ts';
import type { CatalogProfile } from '../catalog/catalog.ts';
import {
  fullName,
  kindAtAirtime,
  type NameContext,
  noteUnknownName,
  type WrittenValue,
} from '../catalog/catalog-names.ts';
import { segmentOfCatalogHaul } from '../catalog/catalog-segments.ts';
import { extendedName, segmentOfWrittenHaul } from '../profiles/written-profile.ts';
import type { Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import type { WrittenHaul } from '../schema/haul-profile.ts';

/**
 * Resolves the haul from China to a region: one written in place, one of this region or of another by its full name, or a
 * by-hour name. The hour is that in China for every region, since that end of the path is the congested one. Returns
 * undefined, and notes why, when it is wrong.
 */
export function resolveHaul({ value, path }: WrittenValue, region: string, context: NameContext): Segment | undefined {
  if (isRecord(value)) {
    const named = extendedName(value, path);
    const base = named && findHaul(named.name, named.path, region, context);
    return named !== undefined && base === undefined
      ? undefined
      : segmentOfWrittenHaul({ value, path, base }, context.notes);
  }
  const profile = typeof value === 'string' ? findHaul(value, path, region, context) : undefined;
  return profile && segmentOfCatalogHaul(profile);
}

/** Finds a haul by name. Returns undefined, and notes why, when there is none of that name. */
function findHaul(
  name: string,
  path: Path,
  region: string,
  context: NameContext,
): CatalogProfile<WrittenHaul> | undefined {
  const { catalog, notes } = context;
  const { place, kind } = fullName(name, region);
  const here = catalog.regions.get(place);
  const known = [...(here?.hauls ?? catalog.hauls).keys()];
  // A region's own haul of that name takes precedence over the by-hour rule.
  const rule = here === undefined || here.hauls.has(kind) ? undefined : catalog.byHour.hauls.get(kind);
  const clock = { zone: CHINA_ZONE, where: 'in China' };
  const picked = rule === undefined ? kind : kindAtAirtime(rule, { name, path, known }, clock, context);
  if (picked === undefined) return undefined;
  const profile = here?.hauls.get(picked);
  if (profile !== undefined) return profile;
  const all = [...known, ...catalog.byHour.hauls.keys()];
  noteUnknownName(
    { name, path, known: all },
    { picked, labels: new Map([...catalog.hauls, ...catalog.byHour.hauls]), forms: 'or a haul written in place' },
    notes,
  );
  return undefined;
}

/**
 * Checks the haul that all regions share, once, at its own place in the file and against a region that has it. Regions that
 * lack it are noted one by one later. Returns whether it is right.
 */
export function checkSharedHaul(value: unknown, context: NameContext): boolean {
  const regions = [...context.catalog.regions.values()];
  const name = extendedName(value, [])?.name ?? value;
  const sample = regions.find(({ hauls }) => typeof name === 'string' && hauls.has(name)) ?? regions[0];
  const countBefore = context.notes.diagnostics.length;
  resolveHaul({ value, path: ['broadcast', 'haul'] }, sample?.id ?? '', context);
  return context.notes.diagnostics.length === countBefore;
}
