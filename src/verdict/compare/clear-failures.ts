import type { LoneFailure } from '../../model/result/encoder-comparison.ts';
import { TAKES_WITHOUT_CLEAR_MISS } from '../room-to-limit.ts';

/**
 * The most a setting's takes may miss a budget clearly by chance, with 95 % certainty: none of those that were recorded for it
 * did (the exact form of the rule of three).
 */
const CLEAR_MISS_SHARE = 1 - 0.05 ** (1 / TAKES_WITHOUT_CLEAR_MISS);

const armSeeds = (failures: readonly LoneFailure[], wanted: LoneFailure['arm']) =>
  new Set(failures.filter(({ arm, isClear }) => arm === wanted && isClear).map(({ seed }) => seed));

/**
 * Chance that as many of `pairs` seeds are missed clearly by the candidate alone and none by the baseline alone, if both do so
 * by chance only. A baseline that does it, too, says that such things happen here: then nothing follows.
 */
export function clearFailureP(failures: readonly LoneFailure[], pairs: number): number {
  return armSeeds(failures, 'baseline').size > 0 ? 1 : clearMissesP(armSeeds(failures, 'candidate').size, pairs);
}

/** P(the baseline misses none, the candidate at least `count`) where either misses alone with CLEAR_MISS_SHARE. */
export function clearMissesP(count: number, pairs: number): number {
  if (count === 0) return 1;
  const none = (1 - CLEAR_MISS_SHARE) ** pairs;
  const share = CLEAR_MISS_SHARE / (1 - CLEAR_MISS_SHARE);
  let fewer = 0;
  let ways = 1;
  for (let misses = 0; misses < count; misses++) {
    fewer += ways * share ** misses * (1 - share) ** (pairs - misses);
    ways = (ways * (pairs - misses)) / (misses + 1);
  }
  return none * Math.max(0, 1 - fewer);
}

/** At most half of alpha goes to clear misses. */
const SHARE_FOR_CLEAR_MISSES = 0.5;

/**
 * What of alpha the test of clear misses takes, so that it and all others together stay within it. It can only spend what some
 * whole number of misses costs, two at least; what it cannot spend is left to the others.
 */
export function clearMissAlpha(alpha: number, pairs: number): number {
  const most = alpha * SHARE_FOR_CLEAR_MISSES;
  for (let count = 2; count <= pairs; count++) {
    const clear = clearMissesP(count, pairs);
    if (clear <= most) return clear;
  }
  return 0;
}

/** Of alpha, where it may be looked at after every pair. */
export const ANYTIME_SHARE_FOR_CLEAR_MISSES = 0.2;
/** Shares of clear misses that the game bets on, side by side. */
const BET_ON = [0.1, 0.4];

/** The same at any look, for pairs in the order they were played: one over the likelihood ratio's largest (Wald; Ville). */
export function anytimeClearFailureP(failures: readonly LoneFailure[], seeds: readonly number[]): number {
  const [ofBaseline, ofCandidate] = [armSeeds(failures, 'baseline'), armSeeds(failures, 'candidate')];
  const won = BET_ON.map(() => 1);
  let most = 1;
  for (const seed of seeds) {
    if (ofBaseline.has(seed)) break;
    BET_ON.forEach((share, i) => {
      const ratio = ofCandidate.has(seed) ? share / CLEAR_MISS_SHARE : (1 - share) / (1 - CLEAR_MISS_SHARE);
      won[i] = (won[i] as number) * ratio;
    });
    most = Math.max(most, won.reduce((sum, each) => sum + each, 0) / won.length);
  }
  return 1 / most;
}
