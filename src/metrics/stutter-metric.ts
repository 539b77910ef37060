import type { MetricInfo } from '../model/metric.ts';
import type { RecordedTake, RecordedViewer } from '../model/recorded-take.ts';
import { gapsBetweenNewFrames } from './gaps.ts';
import { measuredWindow } from './measured-window.ts';
import type { Metric } from './metric.ts';
import { onceAViewer } from './once-a-viewer.ts';
import { seriesOver } from './series.ts';
import { coveredFraction, type Span } from './span.ts';
import { NO_WINDOW, noData, singleValue } from './values.ts';

type Words = Pick<MetricInfo, 'id' | 'label' | 'labelZh' | 'definition' | 'source'>;

/** Share of the window in gaps of more than `gapMs` between new frames. */
export function stutterMetric(words: Words, gapMs: number): Metric {
  return {
    ...words,
    unit: 'fraction',
    shape: 'value',
    better: 'lower',
    measure(viewer, take) {
      const window = measuredWindow(take);
      return window === undefined
        ? noData('fraction', NO_WINDOW)
        : singleValue('fraction', coveredFraction(gapsOver(gapMs, viewer, take), window));
    },
    series(viewer, take) {
      const gaps = gapsOver(gapMs, viewer, take);
      return seriesOver(take, (second) => coveredFraction(gaps, second));
    },
  };
}

/** So many frame intervals are no stutter, however long they are: the bounds are made for 15 fps and more. Assumption. */
const FRAME_INTERVALS = 1.5;

/** A gap is judged by its whole length; only its part within the window counts. Of at least SHORTEST_MS. */
export function gapsOver(gapMs: number, viewer: RecordedViewer, take: RecordedTake): readonly Span[] {
  const boundMs = Math.max(gapMs, evenGapMs(take));
  return longGaps(viewer, take).filter(({ fromMs, toMs }) => toMs - fromMs > boundMs);
}

/** What an even picture of the broadcast's frame rate may well leave between two frames. */
export function evenGapMs({ header }: Pick<RecordedTake, 'header'>): number {
  return (FRAME_INTERVALS * 1000) / header.take.scenario.broadcast.video.fps;
}

/** The shortest stutter that any metric counts. */
const SHORTEST_MS = 200;

const longGaps = onceAViewer((viewer, take): readonly Span[] => {
  const window = measuredWindow(take);
  return window === undefined ? [] : gapsBetweenNewFrames(viewer, window, SHORTEST_MS);
});
