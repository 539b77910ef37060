import type { Segment } from '../model/network.ts';
import type { Region } from '../model/scenario.ts';
import { type Catalog, segmentOfCatalogHaul, segmentOfCatalogLine } from './catalog.ts';
import { draftOf } from './draft.ts';
import { didYouMean } from './nearest.ts';
import { describeValue, finding, type Notes, type Path } from './notes.ts';
import { regionSchema } from './schema/region.ts';
import { isRecord } from './structure.ts';
import { segmentOfWrittenHaul, segmentOfWrittenLine } from './written-profile.ts';

/** A name or a profile, with where it stands. */
interface Written {
  readonly value: unknown;
  readonly path: Path;
}

interface Context {
  readonly catalog: Catalog;
  /** The broadcast's haul, for regions without their own; undefined when it is wrong, which is noted elsewhere. */
  readonly sharedHaul: unknown;
  readonly notes: Notes;
}

export interface ResolvedRegions {
  /** Those that resolved entirely. */
  readonly regions: readonly Region[];
  /** Every id that stands there, also of regions with a fault; undefined when there is no list of regions. */
  readonly ids: readonly string[] | undefined;
}

/** Looks up every region's names in the catalog. */
export function resolveRegions(value: unknown, context: Context): ResolvedRegions {
  if (!Array.isArray(value)) return { regions: [], ids: undefined };
  const ids = new Map<string, number>();
  const regions = value.flatMap((entry: unknown, index) => {
    if (!isRecord(entry)) return [];
    const path = ['regions', index];
    const id = entry.id ?? entry.region;
    if (typeof id !== 'string') return [];
    checkId(id, index, [...path, entry.id === undefined ? 'region' : 'id'], ids, context.notes);
    const { region, viewers } = draftOf(regionSchema, entry);
    if (region === undefined) return [];
    const segments = resolveSegments(region, entry, path, context);
    if (segments === undefined || viewers === undefined) return [];
    const place = context.catalog.regions.get(region)?.label ?? region;
    return [{ id, label: id === region ? place : `${place}, ${id}`, ...segments, viewers }];
  });
  return { regions, ids: [...ids.keys()] };
}

function checkId(id: string, index: number, path: Path, seen: Map<string, number>, notes: Notes): void {
  const first = seen.get(id);
  if (first !== undefined)
    notes.findings.push(
      finding(path, 'an id of its own', `"${id}" again, as in regions[${first}]`, 'give this entry another `id`'),
    );
  else seen.set(id, index);
  if (id === 'all') notes.findings.push(finding(path, 'another name', '"all", which in budgets means every region'));
}

function resolveSegments(
  regionName: string,
  entry: Record<PropertyKey, unknown>,
  path: Path,
  { catalog, sharedHaul, notes }: Context,
): { haul: Segment; access: Segment } | undefined {
  const access: Written = { value: entry.access, path: [...path, 'access'] };
  const ownHaul = entry.haul !== undefined;
  const haul: Written = ownHaul
    ? { value: entry.haul, path: [...path, 'haul'] }
    : { value: sharedHaul, path: ['broadcast', 'haul'] };
  const region = catalog.regions.get(regionName);
  if (region === undefined && (isShortName(access.value) || isShortName(haul.value))) {
    const names = [...catalog.regions.keys()];
    notes.findings.push(
      finding(
        [...path, 'region'],
        `a region of the catalog (${names.join(', ')}), or haul and access both written in place`,
        `the unknown region "${regionName}"`,
        didYouMean(regionName, names) ?? placeCalled(regionName, catalog),
      ),
    );
    return undefined;
  }
  // A wrong haul of the broadcast is noted once, by checkSharedHaul.
  const haulNotes = ownHaul ? notes : { findings: [], remarks: [] };
  const haulSegment = resolveHaul(haul, regionName, catalog, haulNotes);
  const accessSegment = resolveAccess(access, regionName, catalog, notes);
  return haulSegment && accessSegment && { haul: haulSegment, access: accessSegment };
}

/** "Jakarta" is what the catalog calls sea-id. */
function placeCalled(name: string, catalog: Catalog): string | undefined {
  const region = [...catalog.regions.values()].find(({ label }) => label.toLowerCase().includes(name.toLowerCase()));
  return region && `did you mean \`${region.id}\`, ${region.label}?`;
}

/** "fixed" means that of the region; "sea-id/fixed" that of any. */
function isShortName(value: unknown): boolean {
  return typeof value === 'string' && !value.includes('/');
}

function fullName(name: string, region: string): { place: string; kind: string } {
  const slash = name.indexOf('/');
  return slash === -1 ? { place: region, kind: name } : { place: name.slice(0, slash), kind: name.slice(slash + 1) };
}

function resolveHaul({ value, path }: Written, region: string, catalog: Catalog, notes: Notes): Segment | undefined {
  if (isRecord(value)) return segmentOfWrittenHaul(value, path, notes);
  if (typeof value !== 'string') return undefined;
  const { place, kind } = fullName(value, region);
  const profile = catalog.regions.get(place)?.hauls.get(kind);
  if (profile !== undefined) return segmentOfCatalogHaul(profile);
  noteUnknownName(value, path, catalog.haulNames, 'a haul', notes);
  return undefined;
}

function resolveAccess({ value, path }: Written, region: string, catalog: Catalog, notes: Notes): Segment | undefined {
  if (isRecord(value)) return segmentOfWrittenLine(value, 'viewer', path, notes);
  if (typeof value !== 'string') return undefined;
  const { place, kind } = fullName(value, region);
  const profile = catalog.regions.get(place)?.access.get(kind);
  if (profile !== undefined) return segmentOfCatalogLine(profile, 'viewer');
  noteUnknownName(value, path, catalog.accessNames, 'a line', notes);
  return undefined;
}

/** The haul that all regions share is checked once, where it stands. */
export function checkSharedHaul(value: unknown, catalog: Catalog, notes: Notes): void {
  const [anyRegion = ''] = catalog.regions.keys();
  resolveHaul({ value, path: ['broadcast', 'haul'] }, anyRegion, catalog, notes);
}

function noteUnknownName(name: string, path: Path, names: readonly string[], noun: string, notes: Notes): void {
  notes.findings.push(
    finding(
      path,
      `one of ${names.join(', ')}, or ${noun} written in place`,
      describeValue(name),
      didYouMean(name, names),
    ),
  );
}
