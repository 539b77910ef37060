import type { LoneFailure } from '../../model/result/encoder-comparison.ts';
import type { TakeResult } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import { isMissedClearly } from '../room-to-limit.ts';
import { marginOf } from './margins.ts';
import type { TakePair } from './pair-seeds.ts';
import type { Question } from './question.ts';

/**
 * Finds budgets that one arm missed under a seed while the other kept them, at least a margin apart: the weather was the same, so it
 * is not to blame. Less than a margin apart, they are on two sides of a limit and nobody would see the difference.
 */
export function findLoneFailures(pairs: readonly TakePair[]): readonly LoneFailure[] {
  return pairs.flatMap(({ seed, baseline, candidate }) => [
    ...failuresOf('candidate', seed, candidate, baseline),
    ...failuresOf('baseline', seed, baseline, candidate),
  ]);
}

function failuresOf(arm: LoneFailure['arm'], seed: number, own: TakeResult, other: TakeResult): LoneFailure[] {
  return own.verdicts
    .filter((verdict) => verdict.outcome === 'fail')
    .filter((verdict) => other.verdicts.some((kept) => isSame(kept, verdict) && isKeptApart(kept, verdict)))
    .map((verdict) => {
      const { region, metric, statistic } = verdict;
      return { seed, arm, region, metric, statistic, isClear: isMissedClearly(verdict) };
    });
}

function isSame(a: Verdict, b: Verdict): boolean {
  return a.region === b.region && a.metric === b.metric && a.statistic === b.statistic;
}

function isKeptApart(kept: Verdict, missed: Verdict): boolean {
  if (kept.outcome !== 'pass' && kept.outcome !== 'warn') return false;
  const apart = Math.abs((missed.actual ?? Number.NaN) - (kept.actual ?? Number.NaN));
  return !(apart < (marginOf({ id: missed.metric, unit: missed.unit }) ?? 0));
}

/**
 * Poses McNemar's test as a question of the family: +1 for a seed whose take failed in the candidate alone, -1 in the baseline
 * alone, 0 where both or neither did. Its sign flips are the exact binomial test.
 */
export function failureQuestion(pairs: readonly TakePair[], failures: readonly LoneFailure[]): Question {
  const failed = (seed: number, arm: LoneFailure['arm']) =>
    failures.some((failure) => failure.seed === seed && failure.arm === arm) ? 1 : 0;
  const worsening = pairs.map(({ seed }) => failed(seed, 'candidate') - failed(seed, 'baseline'));
  // A single seed more on the candidate's side is already worse.
  return { worsening, margin: 1 / Math.max(1, pairs.length), scale: 1 };
}
