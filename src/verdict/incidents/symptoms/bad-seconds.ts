import type { Span } from '../../../metrics/series/span.ts';
import type { SeriesPoint } from '../../../model/result/metric.ts';

/** Consecutive seconds that are all beyond a bound. */
export interface BadSeconds extends Span {
  readonly values: readonly number[];
}

/**
 * Returns the runs of at least `least` seconds that `isBad`, in wall time. A second without a value (nothing was seen)
 * neither ends a run nor counts.
 */
export function badSeconds(
  points: readonly SeriesPoint[],
  window: Span,
  least: number,
  isBad: (value: number, second: Span) => boolean,
): readonly BadSeconds[] {
  const runs: { fromMs: number; toMs: number; values: number[] }[] = [];
  let open: (typeof runs)[number] | undefined;
  for (const { second, value } of points) {
    if (value === undefined) continue;
    const span = spanOf(second, window);
    if (!isBad(value, span)) open = undefined;
    else if (open === undefined) {
      open = { ...span, values: [value] };
      runs.push(open);
    } else {
      open.toMs = span.toMs;
      open.values.push(value);
    }
  }
  return runs.filter(({ values }) => values.length >= least);
}

function spanOf(second: number, { fromMs, toMs }: Span): Span {
  return { fromMs: fromMs + second * 1000, toMs: Math.min(toMs, fromMs + (second + 1) * 1000) };
}
