import type { Segment } from '../../model/scenario/network.ts';
import type { Region } from '../../model/scenario/scenario.ts';
import type { Airtime } from '../airtime/airtime.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import type { PlacedSegment } from '../traces/resolve-traces.ts';
import { resolveFirstMile } from './resolve-broadcast.ts';
import { checkSharedHaul } from './resolve-haul.ts';
import { resolveRegions } from './resolve-regions.ts';

/** Lines that a variant has instead of the scenario's. */
export interface OwnLines {
  readonly firstMile?: Segment;
  /** Haul of each region, by its id. */
  readonly hauls?: Readonly<Record<string, Segment>>;
}

/** Lines of all variants, before their traces are read. */
export interface VariantLines {
  readonly lines: readonly PlacedSegment[];
  /** Returns each variant's lines, by its name, with the mean rates of their traces filled in. */
  readonly ratedBy: (rated: (segment: Segment) => Segment) => ReadonlyMap<string, OwnLines>;
}

interface Context {
  readonly catalog: Catalog;
  readonly airtime: Airtime;
  readonly notes: Notes;
}

interface WrittenRegions {
  readonly written: unknown;
  /** Regions without a fault. */
  readonly regions: readonly Region[];
}

/**
 * Looks up the first mile and the haul of each variant that has its own. A haul takes the place of every region's, also of one that
 * the region itself names. Notes what is wrong.
 */
export function resolveVariantLines(variants: unknown, regions: WrittenRegions, context: Context): VariantLines {
  const found = new Map<string, OwnLines>();
  for (const [name, variant] of Object.entries(isRecord(variants) ? variants : {})) {
    if (!isRecord(variant)) continue;
    const path: Path = ['variants', name];
    const firstMile =
      variant.firstMile === undefined
        ? undefined
        : resolveFirstMile({ value: variant.firstMile, path: [...path, 'firstMile'] }, context.catalog, context.notes);
    const hauls = variant.haul === undefined ? undefined : haulsOf(variant.haul, [...path, 'haul'], regions, context);
    found.set(name, { ...(firstMile && { firstMile }), ...(hauls && { hauls }) });
  }
  return {
    lines: [...found].flatMap(([name, { firstMile, hauls = {} }]) => [
      ...(firstMile === undefined ? [] : [{ segment: firstMile, path: ['variants', name, 'firstMile'] }]),
      ...Object.values(hauls).map((segment) => ({ segment, path: ['variants', name, 'haul'] })),
    ]),
    ratedBy: (rated) =>
      new Map(
        [...found].map(([name, { firstMile, hauls }]) => [
          name,
          {
            ...(firstMile && { firstMile: rated(firstMile) }),
            ...(hauls && {
              hauls: Object.fromEntries(Object.entries(hauls).map(([id, haul]) => [id, rated(haul)])),
            }),
          },
        ]),
      ),
  };
}

/** Resolves a haul for every region; a region that lacks it is noted at the variant's place. */
function haulsOf(
  haul: unknown,
  path: Path,
  { written, regions }: WrittenRegions,
  context: Context,
): OwnLines['hauls'] | undefined {
  if (!checkSharedHaul({ value: haul, path }, context) || !Array.isArray(written)) return undefined;
  const notes: Notes = { diagnostics: [], warnings: [] };
  const entries = written.map((entry: unknown) => (isRecord(entry) ? { ...entry, haul: undefined } : entry));
  const resolved = resolveRegions(entries, { ...context, notes, sharedHaul: haul, isSharedHaulRight: true });
  // Faults of a region other than this haul have been said.
  const own = notes.diagnostics.filter((each) => each.path.at(-1) === 'haul');
  context.notes.diagnostics.push(...own.map((each) => ({ ...each, path })));
  const hauls = resolved.regions.map(({ id, haul: own }) => [id, own] as const);
  // A region of the scenario's own has no hauls in the catalog.
  const lacking = regions.find(({ id }) => hauls.every(([known]) => known !== id));
  if (lacking !== undefined && own.length === 0)
    context.notes.diagnostics.push(
      diagnostic(
        path,
        'a haul written in place',
        `${describeValue(haul)}, which the catalog does not have for ${lacking.id}`,
      ),
    );
  return Object.fromEntries(hauls);
}
