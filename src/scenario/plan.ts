import type { Scenario } from '../model/scenario.ts';
import type { Take } from '../model/take.ts';

/** One take for each seed, the scenario's own unless others are given; viewers are named "<region>-<n>" from 1. */
export function planTakes(scenario: Scenario, seeds: readonly number[] = scenario.seeds): Take[] {
  const viewers = scenario.regions.flatMap((region) =>
    Array.from({ length: region.viewers }, (_, i) => ({ id: `${region.id}-${i + 1}`, region: region.id })),
  );
  return seeds.map((seed, index) => ({ index, seed, scenario, viewers }));
}
