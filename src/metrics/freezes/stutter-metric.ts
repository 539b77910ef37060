import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { AUDIO_STUTTER_GAP_MS } from '../audio/audio-stutter-rate.ts';
import type { ValueMetric } from '../metric.ts';
import { cachePerViewer } from '../series/cache-per-viewer.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { coveredFraction, type Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { gapsBetweenNewFrames } from './gaps.ts';

/** Makes a metric of the share of the window (0 to 1) that lies in gaps of more than `gapMs` between new frames. */
export function stutterMetric(
  own: Omit<ValueMetric, 'unit' | 'shape' | 'better' | 'measure' | 'series'>,
  gapMs: number,
): ValueMetric {
  return {
    ...own,
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

/** Makes a stutter rate by a threshold of another of Agora's SDKs, which is shown and not judged. */
export function stutterRateOver(id: string, gapMs: number, source: string): ValueMetric {
  const own = {
    id,
    label: { en: `Stutter rate over ${gapMs} ms`, zh: `视频卡顿率（${gapMs} ms）` },
    definition: {
      en: `Share of the measured time spent in gaps of more than ${gapMs} ms (and of one and a half frame intervals) between new frames.`,
      zh: `测量时段内，新帧间隔超过 ${gapMs} ms（且超过 ${EVEN_FRAME_INTERVALS} 个帧间隔）的时间所占比例。`,
    },
    source,
    sentence: {
      en: `the picture stands still for over ${gapMs} ms {actual} of the time (limit {limit})`,
      zh: `${gapMs} ms 卡顿率 {actual}（上限 {limit}）`,
    },
    margin: 'by-unit',
    errorLaw: { value: 0 },
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    defaultBudget: 'none',
  } as const;
  return stutterMetric(own, gapMs);
}

/**
 * Frame intervals of the broadcast that a gap may last without being stutter, however long they are: the thresholds are made for
 * 15 fps and more. Assumption.
 */
export const EVEN_FRAME_INTERVALS = 1.5;

/**
 * Returns the gaps between new frames of more than `gapMs` (SHORTEST_STUTTER_MS or more), in order. A gap is judged at its full
 * length; only its part within the window counts.
 */
export function gapsOver(gapMs: number, viewer: RecordedViewer, take: RecordedTake): readonly Span[] {
  const boundMs = Math.max(gapMs, evenGapMs(take));
  return longGaps(viewer, take).filter(({ fromMs, toMs }) => toMs - fromMs > boundMs);
}

/** Returns the gap, ms, that an even picture of the broadcast's frame rate may leave between two frames. */
export function evenGapMs({ header }: Pick<RecordedTake, 'header'>): number {
  return (EVEN_FRAME_INTERVALS * 1000) / header.take.scenario.broadcast.video.fps;
}

/** Shortest stutter that any metric counts: the threshold of stutterRate200. */
const SHORTEST_STUTTER_MS = AUDIO_STUTTER_GAP_MS;

const longGaps = cachePerViewer((viewer, take): readonly Span[] => {
  const window = measuredWindow(take);
  return window === undefined ? [] : gapsBetweenNewFrames(viewer, window, SHORTEST_STUTTER_MS);
});
