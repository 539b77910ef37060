import type { ComparisonOutcome, EncoderComparison } from '../../model/result/encoder-comparison.ts';

/** Ways to treat an inconclusive comparison. `invalid` is not affected: nothing lets that pass. */
export const ON_INCONCLUSIVE = ['pass', 'warn', 'fail'] as const;
export type OnInconclusive = (typeof ON_INCONCLUSIVE)[number];

/** Ways to treat a candidate that by itself is not ready. `new`: it fails unless the baseline is not ready either. */
export const ON_NOT_READY = ['pass', 'new', 'fail'] as const;
export type OnNotReady = (typeof ON_NOT_READY)[number];

/** Rules by which outcomes become the exit code. */
export interface Gate {
  readonly onInconclusive: OnInconclusive;
  readonly onNotReady: OnNotReady;
}

/** Gate that passes only what is known to be fine. */
export const STRICT_GATE: Gate = { onInconclusive: 'fail', onNotReady: 'fail' };

/** Returns whether the gate refuses the candidate because it misses its budgets by itself. */
export function isRefused({ baseline, candidate }: EncoderComparison, { onNotReady }: Gate): boolean {
  if (candidate.outcome !== 'not-ready' || onNotReady === 'pass') return false;
  // A baseline of which a take is missing may have kept what the candidate missed there.
  return onNotReady === 'fail' || baseline.outcome !== 'not-ready';
}

/** Returns the decision of the gate. */
export function gateOutcome(comparison: EncoderComparison, gate: Gate): 'red' | 'unknown' | 'green' {
  if (comparison.outcome === 'regressed' || isRefused(comparison, gate)) return 'red';
  return isUnknown(comparison.outcome, gate) ? 'unknown' : 'green';
}

function isUnknown(outcome: ComparisonOutcome, { onInconclusive }: Gate): boolean {
  return outcome === 'invalid' || (outcome === 'inconclusive' && onInconclusive === 'fail');
}
