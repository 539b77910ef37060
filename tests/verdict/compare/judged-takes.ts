import type { TakeResult } from '../../../src/model/result/result.ts';
import type { Verdict } from '../../../src/model/result/verdict.ts';
import { takeOf } from './takes.ts';

/** Limits on stutter: ready, and warned of. */
export const READY = 0.03;
const WARN = 0.05;

/** Makes a valid take of region "near" whose stutter is judged against its budget. */
export function judgedTake(seed: number, stutterRate: number, more: Partial<TakeResult> = {}): TakeResult {
  const verdict = stutterVerdict(stutterRate);
  return takeOf(seed, [{ stutterRate, frameRate: 30 }], {
    outcome: verdict.outcome === 'fail' ? 'not-ready' : 'ready',
    verdicts: [verdict, FRAMES],
    ...more,
  });
}

function stutterVerdict(actual: number): Verdict {
  const outcome = actual <= READY ? 'pass' : actual <= WARN ? 'warn' : 'fail';
  const bound = { comparison: '<=', limit: READY, warnLimit: WARN, unit: 'fraction' } as const;
  return { metric: 'stutterRate', statistic: 'value', region: 'near', ...bound, actual, outcome };
}

const FRAMES: Verdict = {
  ...{ metric: 'frameRate', statistic: 'value', region: 'near', comparison: '>=', limit: 20, unit: 'fps' },
  ...{ actual: 30, outcome: 'pass' },
};
