import type { ScorePart } from '../../model/result/metric.ts';
import type { Result } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import { takeOf } from './takes.ts';

/** Returns the numbers that went into the score a verdict is about; empty if it is not about a score. */
export function scoreParts(result: Result, verdict: Verdict): readonly ScorePart[] {
  const { metric, viewer, seed } = verdict;
  const take = seed === undefined ? result.takes[0] : takeOf(result, verdict);
  const value = take?.viewers.find(({ id }) => id === viewer)?.metrics[metric];
  return value?.type === 'value' ? (value.madeOf ?? []) : [];
}
