// Frame rate: new frames the viewer saw in the window, per second of the window.
// Source: ours; counts time codes instead of the browser's framesPerSecond, so repeats do not count and silence does.
import type { SeenFrames } from '../../model/recording/seen-frames.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import type { Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { firstSights } from './first-sights.ts';
import { framesSeenIn } from './frames-in.ts';

export const frameRate: Metric = {
  id: 'frameRate',
  label: 'Frame rate',
  labelZh: '帧率',
  unit: 'fps',
  shape: 'value',
  better: 'higher',
  definition: 'New frames the viewer saw, per second of the measured time; seconds without a frame count.',
  source: 'longhaul',
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
