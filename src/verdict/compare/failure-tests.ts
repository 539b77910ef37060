import type { LoneFailure, LostSeed } from '../../model/result/encoder-comparison.ts';
import type { TakeResult } from '../../model/result/result.ts';
import { silentAlone } from './broken-alone.ts';
import { ANYTIME_SHARE_FOR_CLEAR_MISSES, anytimeClearFailureP } from './clear-failure-looks.ts';
import { clearFailureP, clearlyMissed, clearMissAlpha } from './clear-failures.ts';
import { failureQuestion, findLoneFailures } from './lone-failures.ts';
import { findLostSeed, lostAgainP, replaysNeeded } from './lost-seed.ts';
import type { TakePair } from './pair-seeds.ts';
import type { Question } from './question.ts';

export interface FailureTests {
  readonly list: readonly LoneFailure[];
  readonly lostSeed: LostSeed | undefined;
  /** McNemar's question, to be corrected together with the numbers. */
  readonly question: Question;
  readonly clearP: number;
  readonly isClearlyWorse: boolean;
  /** Part of alpha left for all other tests. */
  readonly alphaLeft: number;
}

/** Share of alpha for a seed lost again where clear misses have less. */
const LEAST_SHARE_FOR_LOST_SEED = 0.05;

interface Played {
  readonly baseline: readonly TakeResult[];
  readonly candidate: readonly TakeResult[];
  readonly pairs: readonly TakePair[];
}

/** Tests for what the candidate breaks in a minority of the seeds, which no median shows. */
export function failureTests({ baseline, candidate, pairs }: Played, alpha: number, isAnytime: boolean): FailureTests {
  const list = findLoneFailures(pairs);
  const missed = {
    baseline: new Set([...clearlyMissed(list, 'baseline'), ...silentAlone(baseline, candidate)]),
    candidate: new Set([...clearlyMissed(list, 'candidate'), ...silentAlone(candidate, baseline)]),
  };
  const told = new Set([...pairs.map(({ seed }) => seed), ...missed.baseline, ...missed.candidate]);
  const seeds = [...new Set([...baseline, ...candidate].map(({ seed }) => seed))].filter((seed) => told.has(seed));
  const misses = isAnytime ? alpha * ANYTIME_SHARE_FOR_CLEAR_MISSES : clearMissAlpha(alpha, seeds.length);
  const missesP = isAnytime ? anytimeClearFailureP(missed, seeds, misses) : clearFailureP(missed, seeds.length);
  const replays = replaysNeeded(Math.max(misses, alpha * LEAST_SHARE_FOR_LOST_SEED));
  const again = lostAgainP(replays);
  const lostSeed = findLostSeed(baseline, candidate, replays);
  const isLostAgain = lostSeed?.state === 'again';
  return {
    ...{ list, lostSeed, question: failureQuestion(pairs, list) },
    clearP: isLostAgain ? Math.min(missesP, again) : missesP,
    isClearlyWorse: isLostAgain || (misses > 0 && missesP <= misses * (1 + 1e-9)),
    // Seeds lost by chance are rare or fall to both arms: together the two tests take no more than the larger part.
    alphaLeft: alpha - Math.max(misses, again),
  };
}
