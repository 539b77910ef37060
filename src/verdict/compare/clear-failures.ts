import type { LoneFailure } from '../../model/result/encoder-comparison.ts';
import { TAKES_WITHOUT_CLEAR_MISS } from '../room-to-limit.ts';

/**
 * Upper bound, with 95 % certainty, on the share of a setting's takes that miss a budget clearly by chance: none of those recorded
 * for it did (the exact form of the rule of three).
 */
const CLEAR_MISS_SHARE = 1 - 0.05 ** (1 / TAKES_WITHOUT_CLEAR_MISS);

const armSeeds = (failures: readonly LoneFailure[], wanted: LoneFailure['arm']) =>
  new Set(failures.filter(({ arm, isClear }) => arm === wanted && isClear).map(({ seed }) => seed));

/**
 * Returns the probability that so many of `pairs` seeds are missed clearly by the candidate alone and none by the baseline alone, if
 * both only do so by chance. It is 1 if the baseline does it, too: then such things happen here, and nothing follows.
 */
export function clearFailureP(failures: readonly LoneFailure[], pairs: number): number {
  return armSeeds(failures, 'baseline').size > 0 ? 1 : clearMissesP(armSeeds(failures, 'candidate').size, pairs);
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

/** Share of alpha for clear misses where results may be looked at after every pair. */
export const ANYTIME_SHARE_FOR_CLEAR_MISSES = 0.2;
/** Shares of clear misses on which games bet side by side. */
const BET_ON = [0.1, 0.4];

/** Returns clearFailureP for any look at pairs in the order played: one over the largest likelihood ratio (Wald; Ville). */
export function anytimeClearFailureP(failures: readonly LoneFailure[], seeds: readonly number[]): number {
  const [baselineSeeds, candidateSeeds] = [armSeeds(failures, 'baseline'), armSeeds(failures, 'candidate')];
  const won = BET_ON.map(() => 1);
  let most = 1;
  for (const seed of seeds) {
    if (baselineSeeds.has(seed)) break;
    BET_ON.forEach((share, i) => {
      const ratio = candidateSeeds.has(seed) ? share / CLEAR_MISS_SHARE : (1 - share) / (1 - CLEAR_MISS_SHARE);
      won[i] = (won[i] as number) * ratio;
    });
    most = Math.max(most, won.reduce((sum, each) => sum + each, 0) / won.length);
  }
  return 1 / most;
}
