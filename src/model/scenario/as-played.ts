import type { Region, Variant } from './scenario.ts';

/** Returns a scenario as a variant plays it: with its broadcast, and over its lines. */
export function asPlayed<S extends { readonly broadcast: unknown; readonly regions: readonly Region[] }>(
  scenario: S,
  { broadcast, hauls }: Pick<Variant, 'broadcast' | 'hauls'>,
): S {
  if (hauls === undefined) return { ...scenario, broadcast };
  const regions = scenario.regions.map((region) => ({ ...region, haul: hauls[region.id] ?? region.haul }));
  return { ...scenario, broadcast, regions };
}
