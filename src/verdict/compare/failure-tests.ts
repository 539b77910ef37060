import type { LoneFailure, LostSeed } from '../../model/result/encoder-comparison.ts';
import type { TakeResult } from '../../model/result/result.ts';
import { silentAlone } from './broken-alone.ts';
import { anytimeClearFailureP } from './clear-failure-looks.ts';
import { clearFailureP, clearlyMissed, clearMissShare } from './clear-failures.ts';
import { findNearMiss, type NearMiss } from './find-near-miss.ts';
import { failureQuestion, findLoneFailures } from './lone-failures.ts';
import { findLostSeed, lostAgainP } from './lost-seed.ts';
import { isUsable, type TakePair } from './pair-seeds.ts';
import { planFailureTests } from './plan-failure-tests.ts';
import type { Question } from './question.ts';

export interface FailureTests {
  readonly list: readonly LoneFailure[];
  readonly lostSeed: LostSeed | undefined;
  /** McNemar's question, to be corrected together with the numbers. */
  readonly question: Question;
  /** Why clear misses of the candidate tell nothing: the baseline came near to one itself. */
  readonly nearMiss?: NearMiss;
  readonly clearP: number;
  readonly isClearlyWorse: boolean;
  /** Part of alpha left for all other tests. */
  readonly alphaLeft: number;
}

interface Played {
  readonly baseline: readonly TakeResult[];
  readonly candidate: readonly TakeResult[];
  readonly pairs: readonly TakePair[];
}

interface FailureOptions {
  readonly alpha: number;
  readonly isAnytime: boolean;
  /** Number of regions. */
  readonly regions: number;
}

/** Tests for what the candidate breaks in a minority of the seeds, which no median shows. */
export function failureTests(
  { baseline, candidate, pairs }: Played,
  { alpha, isAnytime, regions }: FailureOptions,
): FailureTests {
  const list = findLoneFailures(pairs);
  const missed = {
    baseline: new Set([...clearlyMissed(list, 'baseline'), ...silentAlone(baseline, candidate)]),
    candidate: new Set([...clearlyMissed(list, 'candidate'), ...silentAlone(candidate, baseline)]),
  };
  const told = new Set([...pairs.map(({ seed }) => seed), ...missed.baseline, ...missed.candidate]);
  const seeds = [...new Set([...baseline, ...candidate].map(({ seed }) => seed))].filter((seed) => told.has(seed));
  const byChance = clearMissShare(regions);
  const plan = planFailureTests({ alpha, isAnytime, pairs: seeds.length, byChance });
  const nearMiss = findNearMiss(baseline.filter((take) => isUsable(take) && told.has(take.seed)));
  const chanceP = () =>
    isAnytime
      ? anytimeClearFailureP(missed, seeds, plan.clear, byChance)
      : clearFailureP(missed, seeds.length, byChance);
  const missesP = nearMiss === undefined ? chanceP() : 1;
  const lostSeed = findLostSeed(baseline, candidate, plan.replays);
  const isLostAgain = lostSeed?.state === 'again';
  return {
    ...{ list, lostSeed, question: failureQuestion(pairs, list) },
    ...(nearMiss !== undefined && missed.candidate.size > 0 && { nearMiss }),
    clearP: isLostAgain ? Math.min(missesP, lostAgainP(plan.replays)) : missesP,
    isClearlyWorse: isLostAgain || (plan.clear > 0 && missesP <= plan.clear * (1 + 1e-9)),
    alphaLeft: alpha - plan.spent,
  };
}
