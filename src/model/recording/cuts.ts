import type { RecordedTake } from './recorded-take.ts';

/**
 * Interval of a take that is left out because the machine spoilt it (WindowLine.spoiltSeconds); half open, wall time as
 * played.
 */
export interface Cut {
  readonly fromMs: number;
  readonly toMs: number;
  /** Total time that is left out before it, ms. */
  readonly beforeMs: number;
}

/** Returns the cuts of a window in order; adjacent spoilt seconds are one cut. */
export function findCuts({ fromMs, spoiltSeconds = [] }: NonNullable<RecordedTake['window']>): readonly Cut[] {
  const cuts: { fromMs: number; toMs: number; beforeMs: number }[] = [];
  for (const [secondsBefore, second] of spoiltSeconds.entries()) {
    const span = { fromMs: fromMs + second * 1000, toMs: fromMs + (second + 1) * 1000 };
    const last = cuts.at(-1);
    if (last?.toMs === span.fromMs) last.toMs = span.toMs;
    else cuts.push({ ...span, beforeMs: secondsBefore * 1000 });
  }
  return cuts;
}

/** Reports whether a moment is in a cut. */
export function isCutOut(cuts: readonly Cut[], ms: number): boolean {
  const cut = lastBegun(cuts, ms);
  return cut !== undefined && ms < cut.toMs;
}

/**
 * Converts a moment of the take as played to the take without cuts. A moment in a cut becomes the point where its ends
 * join.
 */
export function joinedMs(cuts: readonly Cut[], ms: number): number {
  const cut = lastBegun(cuts, ms);
  return cut === undefined ? ms : ms - cut.beforeMs - (Math.min(ms, cut.toMs) - cut.fromMs);
}

/** Finds the last cut that begins at or before a moment. */
function lastBegun(cuts: readonly Cut[], ms: number): Cut | undefined {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cuts[middle]?.fromMs ?? Number.NaN) <= ms) low = middle + 1;
    else high = middle;
  }
  return cuts[low - 1];
}
