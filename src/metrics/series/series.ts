import type { RecordedTake } from '../../model/recording/recorded-take.ts';
import type { SeriesPoint } from '../../model/result/metric.ts';
import { cachePerTake } from './cache-per-viewer.ts';
import { measuredWindow } from './measured-window.ts';
import { type Span, secondsOf } from './span.ts';

/** Computes one point for each second of the window; none if it never opened. */
export function seriesOver(take: RecordedTake, valueIn: (second: Span) => number | undefined): readonly SeriesPoint[] {
  return measuredSeconds(take).map((span, second) => ({ second, value: valueIn(span) }));
}

const measuredSeconds = cachePerTake((take): readonly Span[] => {
  const window = measuredWindow(take);
  return window === undefined ? [] : secondsOf(window);
});
