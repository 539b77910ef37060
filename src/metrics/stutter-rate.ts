// Stutter rate: share of the window that lies in gaps of more than 500 ms between consecutive new frames.
// Source: Agora Analytics, video stutter rate of web clients. Gaps are closed at the window's edges: see gaps.ts.
import type { RecordedTake, RecordedViewer } from '../model/recorded-take.ts';
import { gapsBetweenNewFrames } from './gaps.ts';
import { measuredWindow } from './measured-window.ts';
import type { Metric } from './metric.ts';
import { seriesOver } from './series.ts';
import { coveredFraction, type Span } from './span.ts';
import { NO_WINDOW, noData, singleValue } from './values.ts';

/** Agora's bound for web clients (native SDKs: 600 ms). */
const STUTTER_GAP_MS = 500;

export const stutterRate: Metric = {
  id: 'stutterRate',
  label: 'Stutter rate',
  labelZh: '视频卡顿率',
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition:
    'Share of the measured time spent in gaps of more than 500 ms between new frames; a viewer that sees nothing scores 1.',
  source: 'Agora Analytics, video stutter rate of web clients (gaps over 500 ms)',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('fraction', NO_WINDOW);
    return singleValue('fraction', coveredFraction(stutters(viewer, window), window));
  },
  series(viewer: RecordedViewer, take: RecordedTake) {
    const window = measuredWindow(take);
    const gaps = window === undefined ? [] : stutters(viewer, window);
    return seriesOver(take, (second) => coveredFraction(gaps, second));
  },
};

/** A gap is judged by its whole length; only its part within the window counts. */
function stutters(viewer: RecordedViewer, window: Span): readonly Span[] {
  return gapsBetweenNewFrames(viewer.frames, window).filter((gap) => gap.toMs - gap.fromMs > STUTTER_GAP_MS);
}
