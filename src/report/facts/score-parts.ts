import type { ScorePart } from '../../model/result/metric.ts';
import type { Result } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';

/** What the score a verdict is about is made of; empty when it is no score. */
export function scoreParts(result: Result, { metric, viewer, seed }: Verdict): readonly ScorePart[] {
  const take = seed === undefined ? result.takes[0] : result.takes.find((each) => each.seed === seed);
  const value = take?.viewers.find(({ id }) => id === viewer)?.metrics[metric];
  return value?.type === 'value' ? (value.madeOf ?? []) : [];
}
