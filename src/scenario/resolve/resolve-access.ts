import type { Segment } from '../../model/scenario/network.ts';
import { findProfile, type Lookup, type NameContext, type WrittenValue } from '../catalog/catalog-names.ts';
import { segmentOfCatalogLine } from '../catalog/catalog-segments.ts';
import { extendedName, segmentOfWrittenLine } from '../profiles/written-profile.ts';
import type { Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import type { WrittenLine } from '../schema/line-profile.ts';

/** Access assumed when none is written: most viewers abroad watch on a phone. Without an airtime it is the one off the peak. */
const DEFAULT_ACCESS = 'mobile';

/**
 * Resolves the last mile of a region: a line written in place, a profile of this region or of another by its full name, a
 * preset, or a by-hour name. `zone` is that of the region's entry. Returns undefined, and notes why, when it is wrong.
 */
export function resolveAccess(
  { value, path }: WrittenValue,
  { region, zone }: At,
  context: NameContext,
): Segment | undefined {
  const { notes } = context;
  const at = { region, zone };
  if (isRecord(value)) {
    const named = extendedName(value, path);
    const base = named && findAccess(named.name, named.path, at, context);
    return named !== undefined && base === undefined
      ? undefined
      : segmentOfWrittenLine({ value, path, base }, 'viewer', notes);
  }
  const name =
    value === undefined || value === DEFAULT_ACCESS ? accessByDefault({ value, path }, region, context) : value;
  const profile = typeof name === 'string' ? findAccess(name, path, at, context) : undefined;
  return profile && segmentOfCatalogLine(profile, 'viewer');
}

/** Returns the access of an entry that names none, or mobile; warns where no airtime says whether it is the crowded one. */
function accessByDefault(
  { value, path }: WrittenValue,
  region: string,
  { airtime, catalog, notes }: NameContext,
): string {
  const rule = catalog.byHour.access.get(DEFAULT_ACCESS);
  const known = catalog.regions.get(region)?.access;
  const isOwn = known?.has(DEFAULT_ACCESS) === true;
  if (isOwn || airtime.type !== 'none' || rule === undefined || known?.has(rule.otherwise) !== true)
    return DEFAULT_ACCESS;
  const others = [...known.keys()].filter((name) => name !== rule.otherwise);
  const taken = `${rule.otherwise} is taken; also ${others.join(', ')}`;
  const text = value === undefined ? `none is written: ${taken}` : `without an airtime, mobile has no hour: ${taken}`;
  notes.warnings.push({ path, text });
  return rule.otherwise;
}

interface At {
  readonly region: string;
  readonly zone: string | undefined;
}

function findAccess(name: string, path: Path, { region, zone }: At, context: NameContext) {
  const { presets, regions } = context.catalog;
  const lookup: Lookup<WrittenLine> = {
    kind: 'access',
    profilesOf: ({ access }) => access,
    presets,
    clockOf: (place) => ({ zone: zone ?? regions.get(region)?.zone ?? place?.zone, where: 'there' }),
    forms:
      'a preset (see `longhaul catalog`), or a line written in place such as {rtt: 40 ms, down: 6 Mbps, up: 1 Mbps, loss: 1 %}',
  };
  return findProfile(name, path, region, lookup, context);
}
