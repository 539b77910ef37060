import type { EncoderComparison } from '../model/result/encoder-comparison.ts';
import { BASE_VARIANT, type Scenario } from '../model/scenario/scenario.ts';
import type { Take } from '../model/scenario/take.ts';
import { planTakes } from './plan.ts';

/** Most rounds of replays: as many as are needed, and as many again that the machine may spoil. */
export const MOST_REPLAYS = 8;
/** Tells why a seed is played again. */
export const REPLAYED = 'a seed that a candidate alone lost is played again by both';

/**
 * Plans another play, by both arms, of each seed that a candidate alone lost, as long as it is not known whether it loses it every
 * time; numbered from `index` on. Which arm comes first alternates.
 */
export function planReplays(
  scenario: Scenario,
  comparisons: readonly EncoderComparison[] = [],
  index: number,
): readonly Take[] {
  const open = comparisons.filter(({ outcome, lostSeed }) => outcome !== 'regressed' && lostSeed?.state === 'open');
  const seeds = [...new Set(open.flatMap(({ lostSeed }) => lostSeed?.seed ?? []))];
  return seeds
    .flatMap((seed) => {
      const losing = open.filter(({ lostSeed }) => lostSeed?.seed === seed);
      const arms = [BASE_VARIANT, ...losing.map(({ candidate }) => candidate.name)];
      const takes = planTakes(scenario, [seed]).filter(({ variant = BASE_VARIANT }) => arms.includes(variant));
      return (losing[0]?.lostSeed?.times ?? 0) % 2 === 1 ? takes.toReversed() : takes;
    })
    .map((take, i) => ({ ...take, index: index + i }));
}
