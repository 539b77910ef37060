import type { ScorePart } from '../../model/result/metric.ts';
import type { Result } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';

/** Returns the numbers that went into the score a verdict is about; empty if it is not about a score. */
export function scoreParts(result: Result, { metric, viewer, seed }: Verdict): readonly ScorePart[] {
  const take = seed === undefined ? result.takes[0] : result.takes.find((each) => each.seed === seed);
  const value = take?.viewers.find(({ id }) => id === viewer)?.metrics[metric];
  return value?.type === 'value' ? (value.madeOf ?? []) : [];
}
