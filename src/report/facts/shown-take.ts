import type { Result, TakeResult } from '../../model/result/result.ts';
import type { VerdictOutcome } from '../../model/result/verdict.ts';
import { baseTakes } from './base-takes.ts';

const WEIGHT: Record<VerdictOutcome, number> = { pass: 0, warn: 1, uncertain: 100, 'no-data': 1000, fail: 1_000_000 };

/** The take whose timelines are shown first: one that shares the rehearsal's outcome, with the most budgets missed. */
export function shownTake(result: Pick<Result, 'outcome' | 'takes'>): TakeResult | undefined {
  const badness = (take: TakeResult) => take.verdicts.reduce((sum, verdict) => sum + WEIGHT[verdict.outcome], 0);
  const takes = baseTakes(result.takes);
  const same = takes.filter((take) => take.outcome === result.outcome);
  const candidates = same.length > 0 ? same : takes;
  return [...candidates].sort((a, b) => badness(b) - badness(a))[0];
}
