import type { LoneFailure } from '../../model/result/encoder-comparison.ts';
import { TAKES_WITHOUT_CLEAR_MISS } from '../room-to-limit.ts';
import { shareRuledOut } from './statistics/unseen.ts';

/**
 * Upper bound, with 95 % certainty, on the share of a setting's takes that miss a budget clearly by chance: none of those recorded
 * for it did.
 */
export const CLEAR_MISS_SHARE = shareRuledOut(TAKES_WITHOUT_CLEAR_MISS);

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
export function clearFailureP({ baseline, candidate }: SeedsMissed, seeds: number): number {
  return baseline.size > 0 ? 1 : clearMissesP(candidate.size, seeds);
}

/** Returns P(the baseline misses none and the candidate at least `count`), where either misses alone with CLEAR_MISS_SHARE. */
export function clearMissesP(count: number, pairs: number): number {
  if (count === 0) return 1;
  const none = (1 - CLEAR_MISS_SHARE) ** pairs;
  const share = CLEAR_MISS_SHARE / (1 - CLEAR_MISS_SHARE);
  let fewer = 0;
  let combinations = 1;
  for (let misses = 0; misses < count; misses++) {
    fewer += combinations * share ** misses * (1 - share) ** (pairs - misses);
    combinations = (combinations * (pairs - misses)) / (misses + 1);
  }
  return none * Math.max(0, 1 - fewer);
}

/** Largest share of alpha that goes to clear misses. */
const SHARE_FOR_CLEAR_MISSES = 0.5;

/**
 * Returns the part of alpha that the test of clear misses takes, so that it and all other tests together stay within alpha. It can
 * only spend what a whole number of misses costs, at least two; the rest is left to the others.
 */
export function clearMissAlpha(alpha: number, pairs: number): number {
  const most = alpha * SHARE_FOR_CLEAR_MISSES;
  for (let count = 2; count <= pairs; count++) {
    const clear = clearMissesP(count, pairs);
    if (clear <= most) return clear;
  }
  return 0;
}
