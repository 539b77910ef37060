import type { ComparisonOutcome, EncoderComparison } from '../../model/result/encoder-comparison.ts';

/** What a comparison that could not tell means to whoever asked; `invalid` is beyond it: nothing lets that pass. */
export const ON_INCONCLUSIVE = ['pass', 'warn', 'fail'] as const;
export type OnInconclusive = (typeof ON_INCONCLUSIVE)[number];

/** What it means when the candidate by itself is not ready. New: it fails only where the baseline is ready. */
export const ON_NOT_READY = ['pass', 'new', 'fail'] as const;
export type OnNotReady = (typeof ON_NOT_READY)[number];

/** How outcomes become the exit code of a gate. */
export interface Gate {
  readonly onInconclusive: OnInconclusive;
  readonly onNotReady: OnNotReady;
}

/** Nothing passes that is not known to be fine. */
export const STRICT_GATE: Gate = { onInconclusive: 'fail', onNotReady: 'fail' };

/** The candidate misses its budgets by itself, and that is held against it whatever the baseline's numbers are. */
export function isRefused({ baseline, candidate }: EncoderComparison, { onNotReady }: Gate): boolean {
  if (candidate.outcome !== 'not-ready' || onNotReady === 'pass') return false;
  return onNotReady === 'fail' || baseline.outcome === 'ready';
}

/** Red, not known, or green. */
export function gateOutcome(comparison: EncoderComparison, gate: Gate): 'red' | 'unknown' | 'green' {
  if (comparison.outcome === 'regressed' || isRefused(comparison, gate)) return 'red';
  return isUnknown(comparison.outcome, gate) ? 'unknown' : 'green';
}

function isUnknown(outcome: ComparisonOutcome, { onInconclusive }: Gate): boolean {
  return outcome === 'invalid' || (outcome === 'inconclusive' && onInconclusive === 'fail');
}
