// New frames the viewer saw in the window, per second of the window.
// Source: ours; counts time codes rather than the browser's framesPerSecond, so repeats do not count and silent seconds do.

import type { SeenFrames } from '../../model/recording/seen-frames.ts';
import { atLeast } from '../bound.ts';
import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import type { Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { firstSights } from './first-sights.ts';
import { framesSeenIn } from './frames-in.ts';

export const frameRate: ValueMetric = {
  id: 'frameRate',
  label: { en: 'Frame rate', zh: '帧率' },
  unit: 'fps',
  shape: 'value',
  better: 'higher',
  definition: {
    en: 'New frames the viewer saw, per second of the measured time; seconds without a frame count.',
    zh: '观众每秒看到的新帧数；没有画面的秒也计算在内。',
  },
  source: 'longhaul',
  sentence: {
    en: 'the picture runs at {actual} (at least {limit} wanted)',
    zh: '画面只有 {actual}（下限 {limit}）',
  },
  margin: 1,
  errorLaw: { value: 0.07, onlyWorse: true },
  prominence: 4,
  evidence: ['still-picture', 'skipped-frames'],
  improvesWithBitrate: true,
  // Catches what stutterRate does not: a slow but even picture. Low enough for a 25 fps broadcast that loses some frames.
  defaultBudget: { statistic: 'value', ready: atLeast(20), warn: atLeast(12), holdsForForeignStreams: false },
  measure(viewer, take) {
    const window = measuredWindow(take);
    return window === undefined
      ? noData('fps', NO_WINDOW)
      : singleValue('fps', ratePerSecond(firstSights(viewer.frames), window));
  },
  series(viewer, take) {
    const sights = firstSights(viewer.frames);
    return seriesOver(take, (second) => ratePerSecond(sights, second));
  },
};

function ratePerSecond(sights: SeenFrames, span: Span): number {
  return framesSeenIn(sights, span) / ((span.toMs - span.fromMs) / 1000);
}
