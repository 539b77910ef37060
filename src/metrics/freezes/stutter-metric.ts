import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { MetricInfo } from '../../model/result/metric.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { onceAViewer } from '../series/once-a-viewer.ts';
import { seriesOver } from '../series/series.ts';
import { coveredFraction, type Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { gapsBetweenNewFrames } from './gaps.ts';

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
