import type { LoneFailure } from '../../model/result/encoder-comparison.ts';
import { ANYTIME_SHARE_FOR_CLEAR_MISSES, anytimeClearFailureP } from './clear-failure-looks.ts';
import { clearFailureP, clearMissAlpha } from './clear-failures.ts';
import { failureQuestion, findLoneFailures } from './lone-failures.ts';
import type { TakePair } from './pair-seeds.ts';
import type { Question } from './question.ts';

export interface FailureTests {
  readonly list: readonly LoneFailure[];
  /** McNemar's question, to be corrected together with the numbers. */
  readonly question: Question;
  readonly clearP: number;
  readonly isClearlyWorse: boolean;
  /** Part of alpha left for all other tests. */
  readonly alphaLeft: number;
}

/** Tests for what the candidate breaks in a minority of the seeds, which no median shows. */
export function failureTests(pairs: readonly TakePair[], alpha: number, isAnytime: boolean): FailureTests {
  const list = findLoneFailures(pairs);
  const seeds = pairs.map(({ seed }) => seed);
  const clear = isAnytime ? alpha * ANYTIME_SHARE_FOR_CLEAR_MISSES : clearMissAlpha(alpha, pairs.length);
  const clearP = isAnytime ? anytimeClearFailureP(list, seeds, clear) : clearFailureP(list, pairs.length);
  return {
    ...{ list, question: failureQuestion(pairs, list), clearP },
    isClearlyWorse: clear > 0 && clearP <= clear * (1 + 1e-9),
    alphaLeft: alpha - clear,
  };
}
