import { BASE_VARIANT, type Broadcast, type Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { isWatched } from '../model/scenario/transport.ts';

/**
 * Plans one take for each seed (the scenario's own unless others are given) and variant. Viewers are named "<region>-<n>" from
 * 1; there are none if only others watch. Every other seed plays the variants backwards (A1 B1 B2 A2 A3 B3), so that a machine
 * that speeds up or slows down over time favours none.
 */
export function planTakes(scenario: Scenario, seeds: readonly number[] = scenario.seeds): Take[] {
  const viewersOf = ({ transport }: Broadcast) =>
    (isWatched(transport) ? scenario.regions : []).flatMap((region) =>
      Array.from({ length: region.viewers }, (_, i) => ({ id: `${region.id}-${i + 1}`, region: region.id })),
    );
  const { variants } = scenario;
  if (variants === undefined) {
    const viewers = viewersOf(scenario.broadcast);
    return seeds.map((seed, index) => ({ index, seed, scenario, viewers }));
  }
  const forwards = [{ name: BASE_VARIANT, broadcast: scenario.broadcast }, ...variants];
  const played = seeds.flatMap((seed, i) =>
    (i % 2 === 0 ? forwards : forwards.toReversed()).map((variant) => ({ seed, ...variant })),
  );
  return played.map(({ seed, name, broadcast }, index) => ({
    ...{ index, seed, variant: name, viewers: viewersOf(broadcast) },
    scenario: { ...scenario, broadcast },
  }));
}
