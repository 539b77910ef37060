import type { LoneFailure } from '../../model/result/encoder-comparison.ts';
import { TAKES_WITHOUT_CLEAR_MISS } from '../room-to-limit.ts';
import { shareRuledOut } from './statistics/unseen.ts';

/** Regions of the takes recorded for it. */
const REGIONS_RECORDED = 2;

/**
 * Returns an upper bound, with 95 % certainty, on the share of a setting's takes that miss a budget clearly by chance: none of those
 * recorded for it did. Every region more is another that chance may befall.
 */
export function clearMissShare(regions: number): number {
  const each = shareRuledOut(TAKES_WITHOUT_CLEAR_MISS) / REGIONS_RECORDED;
  return Math.min(0.5, each * Math.max(regions, REGIONS_RECORDED));
}

/** Seeds under which one arm alone misses a budget clearly, or shows nothing at all. */
export type SeedsMissed = Readonly<Record<LoneFailure['arm'], ReadonlySet<number>>>;

/** Returns the seeds under which this arm alone misses a budget clearly. */
export function clearlyMissed(failures: readonly LoneFailure[], wanted: LoneFailure['arm']): readonly number[] {
  return failures.filter(({ arm, isClear }) => arm === wanted && isClear).map(({ seed }) => seed);
}

/**
 * Returns the probability that so many of `seeds` are missed clearly by the candidate alone and none by the baseline alone, if
 * both only do so by chance. It is 1 if the baseline does it, too: then such things happen here, and nothing follows.
 */
export function clearFailureP({ baseline, candidate }: SeedsMissed, seeds: number, byChance: number): number {
  return baseline.size > 0 ? 1 : clearMissesP(candidate.size, seeds, byChance);
}

/**
 * Returns P(the baseline alone misses none and the candidate alone at least `count`), where a take of either misses with the
 * probability up to `byChance` that makes it the largest.
 */
export function clearMissesP(count: number, pairs: number, byChance: number): number {
  if (count === 0) return 1;
  if (count > pairs) return 0;
  return Math.max(...ratesAlone(byChance).map((alone) => atLeastAlone(count, pairs, alone)));
}

/** Rates tried between none and the highest. */
const RATES = 40;

/** Returns rates at which one arm alone misses a seed by chance, up to the highest. */
export function ratesAlone(byChance: number): readonly number[] {
  const most = byChance * (1 - byChance);
  return Array.from({ length: RATES }, (_, i) => (most * (i + 1)) / RATES);
}

/** Returns P(the baseline alone misses none and the candidate alone at least `count`), where either does at this rate. */
export function atLeastAlone(count: number, pairs: number, rate: number): number {
  let sum = 0;
  for (let misses = 0, ways = 1; misses <= pairs; ways = (ways * (pairs - misses)) / (misses + 1), misses++)
    if (misses >= count) sum += ways * rate ** misses * (1 - 2 * rate) ** (pairs - misses);
  return sum;
}

/** Largest share of alpha that goes to clear misses: in up to three regions, two of eight seeds are enough. */
const SHARE_FOR_CLEAR_MISSES = 0.55;

/**
 * Returns how many clear misses by the candidate alone are beyond chance, at least two: the fewest that cost no more than their share
 * of alpha and leave enough for what is worse in every pair. Infinity if no number of so few pairs is.
 */
export function clearMissesNeeded(alpha: number, pairs: number, byChance: number): number {
  const left = alpha - 2 ** -pairs;
  const most = Math.min(alpha * SHARE_FOR_CLEAR_MISSES, left < 0 ? alpha : left);
  for (let count = 2; count <= pairs; count++) if (clearMissesP(count, pairs, byChance) <= most) return count;
  return Number.POSITIVE_INFINITY;
}
