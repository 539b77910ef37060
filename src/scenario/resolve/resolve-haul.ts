import type { Segment } from '../../model/scenario/network.ts';
import { CHINA_ZONE } from '../airtime/local-time.ts';
import { findProfile, type Lookup, type NameContext, type WrittenValue } from '../catalog/catalog-names.ts';
import { segmentOfCatalogHaul } from '../catalog/catalog-segments.ts';
import { extendedName, segmentOfWrittenHaul } from '../profiles/written-profile.ts';
import { isRecord } from '../reading/structure.ts';
import type { WrittenHaul } from '../schema/haul-profile.ts';

const HAULS: Lookup<WrittenHaul> = {
  kind: 'hauls',
  profilesOf: ({ hauls }) => hauls,
  clockOf: () => ({ zone: CHINA_ZONE, where: 'in China' }),
  forms: 'or a haul written in place',
};

/**
 * Resolves the haul from China to a region: one written in place, one of this region or of another by its full name, or a
 * by-hour name. The hour is that in China for every region, since that end of the path is the congested one. Returns
 * undefined, and notes why, when it is wrong.
 */
export function resolveHaul({ value, path }: WrittenValue, region: string, context: NameContext): Segment | undefined {
  if (isRecord(value)) {
    const named = extendedName(value, path);
    const base = named && findProfile(named.name, named.path, region, HAULS, context);
    return named !== undefined && base === undefined
      ? undefined
      : segmentOfWrittenHaul({ value, path, base }, context.notes);
  }
  const profile = typeof value === 'string' ? findProfile(value, path, region, HAULS, context) : undefined;
  return profile && segmentOfCatalogHaul(profile);
}

/**
 * Checks a haul that all regions share, once, at its own place in the file and against a region that has it. Regions that
 * lack it are noted one by one later. Returns whether it is right.
 */
export function checkSharedHaul({ value, path }: WrittenValue, context: NameContext): boolean {
  const regions = [...context.catalog.regions.values()];
  const name = extendedName(value, [])?.name ?? value;
  const sample = regions.find(({ hauls }) => typeof name === 'string' && hauls.has(name)) ?? regions[0];
  const countBefore = context.notes.diagnostics.length;
  resolveHaul({ value, path }, sample?.id ?? '', context);
  return context.notes.diagnostics.length === countBefore;
}
