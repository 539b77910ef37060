import { asPlayed } from '../model/scenario/as-played.ts';
import { BASE_VARIANT, type Broadcast, type Scenario, type Variant } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { isWatched } from '../model/scenario/transport.ts';
import { planAudience } from './audience.ts';

/**
 * Plans one take for each seed (the scenario's own unless others are given) and variant. There are
 * no viewers if only others watch. Every other seed plays the variants backwards (A1 B1 B2 A2 A3 B3), so that a machine
 * that speeds up or slows down over time favours none.
 */
export function planTakes(scenario: Scenario, seeds: readonly number[] = scenario.seeds): Take[] {
  const viewersOf = ({ transport }: Broadcast, seed: number) =>
    isWatched(transport) ? planAudience(scenario, seed) : [];
  const { variants } = scenario;
  if (variants === undefined) {
    const { broadcast } = scenario;
    return seeds.map((seed, index) => ({ index, seed, scenario, viewers: viewersOf(broadcast, seed) }));
  }
  const forwards: readonly Variant[] = [{ name: BASE_VARIANT, broadcast: scenario.broadcast }, ...variants];
  const played = seeds.flatMap((seed, i) =>
    (i % 2 === 0 ? forwards : forwards.toReversed()).map((variant) => ({ seed, ...variant })),
  );
  return played.map(({ seed, name, ...variant }, index) => ({
    ...{ index, seed, variant: name, viewers: viewersOf(variant.broadcast, seed) },
    scenario: asPlayed(scenario, variant),
  }));
}
