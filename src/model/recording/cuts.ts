import type { RecordedTake } from './recorded-take.ts';

/** A stretch of a take that is left out because the machine spoilt it (WindowLine.spoiltSeconds); half open, wall time as played. */
export interface Cut {
  readonly fromMs: number;
  readonly toMs: number;
  /** All that is left out before it. */
  readonly beforeMs: number;
}

/** In order, none touching the next. */
export function cutsOf({ fromMs, spoiltSeconds = [] }: NonNullable<RecordedTake['window']>): readonly Cut[] {
  const cuts: { fromMs: number; toMs: number; beforeMs: number }[] = [];
  for (const [before, second] of spoiltSeconds.entries()) {
    const span = { fromMs: fromMs + second * 1000, toMs: fromMs + (second + 1) * 1000 };
    const last = cuts.at(-1);
    if (last?.toMs === span.fromMs) last.toMs = span.toMs;
    else cuts.push({ ...span, beforeMs: before * 1000 });
  }
  return cuts;
}

export function isCutOut(cuts: readonly Cut[], ms: number): boolean {
  const cut = lastBegun(cuts, ms);
  return cut !== undefined && ms < cut.toMs;
}

/** When a moment is once all cuts are left out and what followed has moved up; of one in a cut, where its ends were joined. */
export function joinedMs(cuts: readonly Cut[], ms: number): number {
  const cut = lastBegun(cuts, ms);
  return cut === undefined ? ms : ms - cut.beforeMs - (Math.min(ms, cut.toMs) - cut.fromMs);
}

function lastBegun(cuts: readonly Cut[], ms: number): Cut | undefined {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cuts[middle]?.fromMs ?? Number.NaN) <= ms) low = middle + 1;
    else high = middle;
  }
  return cuts[low - 1];
}
