import type { Segment } from '../../model/scenario/network.ts';
import type { Region } from '../../model/scenario/scenario.ts';
import { type Labels, shownLabels } from '../catalog/catalog.ts';
import { localTimeAt, type NameContext, needsRegion, type WrittenValue } from '../catalog/catalog-names.ts';
import { regionHint } from '../catalog/name-hint.ts';
import { expectedRegion } from '../catalog/region-names.ts';
import { extendedName } from '../profiles/written-profile.ts';
import { draftOf } from '../reading/draft.ts';
import { diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import { regionSchema } from '../schema/region.ts';
import { resolveAccess } from './resolve-access.ts';
import { resolveDevice } from './resolve-device.ts';
import { resolveHaul } from './resolve-haul.ts';

interface Context extends NameContext {
  /** The broadcast's haul, for regions without their own. */
  readonly sharedHaul: unknown;
  /** False when the broadcast's haul is wrong, which checkSharedHaul has noted. */
  readonly isSharedHaulRight: boolean;
}

/** Regions with their names looked up. */
export interface ResolvedRegions {
  /** Regions without a fault. */
  readonly regions: readonly Region[];
  /** Ids of all regions, faulty ones included; undefined when there is no list of regions. */
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
    const { region, viewers, zone: ownZone, device: deviceName } = draftOf(regionSchema, entry);
    if (region === undefined) return [];
    const segments = resolveSegments({ region, zone: ownZone }, entry, path, context);
    const device = deviceName === undefined ? undefined : resolveDevice(deviceName, [...path, 'device'], context);
    if (segments === undefined || viewers === undefined) return [];
    const known = context.catalog.regions.get(region);
    const zone = ownZone ?? known?.zone;
    const local = localTimeAt(context.airtime, zone);
    return [
      {
        id,
        ...regionLabels(id, region, known),
        ...(zone === undefined ? {} : { zone }),
        ...(local === undefined ? {} : { localTime: local.iso }),
        ...segments,
        ...(device === undefined ? {} : { device }),
        viewers,
      },
    ];
  });
  return { regions, ids: [...ids.keys()] };
}

/** Labels a region by its place, and by the entry's own id if it has one. */
function regionLabels(id: string, region: string, known: Labels = { label: region, labelZh: region }) {
  if (id === region) return shownLabels(known);
  const { label, labelZh } = shownLabels(known);
  return { label: `${label}, ${id}`, ...(labelZh !== undefined && { labelZh: `${labelZh}，${id}` }) };
}

function checkId(id: string, index: number, path: Path, seen: Map<string, number>, notes: Notes): void {
  const first = seen.get(id);
  if (first !== undefined)
    notes.diagnostics.push(
      diagnostic(path, 'an id of its own', `"${id}" again, as in regions[${first}]`, 'give this entry another `id`'),
    );
  else seen.set(id, index);
  if (id === 'all')
    notes.diagnostics.push(diagnostic(path, 'another name', '"all", which in budgets means every region'));
}

function resolveSegments(
  place: { readonly region: string; readonly zone: string | undefined },
  entry: Record<PropertyKey, unknown>,
  path: Path,
  context: Context,
): { haul: Segment; access: Segment } | undefined {
  const { catalog, sharedHaul, isSharedHaulRight, notes } = context;
  const { region } = place;
  const access: WrittenValue = { value: entry.access, path: [...path, 'access'] };
  const haul: WrittenValue = { value: entry.haul ?? sharedHaul, path: [...path, 'haul'] };
  if (!catalog.regions.has(region) && (needsRegion(access.value, catalog) || needsRegion(haul.value, catalog))) {
    notes.diagnostics.push(
      diagnostic([...path, 'region'], expectedRegion(), `the unknown region "${region}"`, regionHint(region, catalog)),
    );
    // Other faults of this entry show in any region of the catalog.
    const [standIn = region] = catalog.regions.keys();
    resolveAccess(access, { ...place, region: standIn }, context);
    if (entry.haul !== undefined) resolveHaul(haul, standIn, context);
    return undefined;
  }
  // checkSharedHaul has noted faults of the broadcast's haul itself, but not that this region has none of that name. A haul
  // that extends a named one differs from region to region.
  const isSameEverywhere = isRecord(sharedHaul) && extendedName(sharedHaul, []) === undefined;
  const isAlreadyNoted = entry.haul === undefined && (isSameEverywhere || !isSharedHaulRight);
  const haulContext = isAlreadyNoted ? { ...context, notes: { diagnostics: [], warnings: [] } } : context;
  const haulSegment = resolveHaul(haul, region, haulContext);
  const accessSegment = resolveAccess(access, place, context);
  return haulSegment && accessSegment && { haul: haulSegment, access: accessSegment };
}
