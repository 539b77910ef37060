import type { ClaritySample } from '../../model/recording/recorded-take.ts';
import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { meanOf, medianOf, NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { clarityIn } from './clarity-samples.ts';

/** Makes a metric of a number that each judged frame has: its mean over the window, and its median second by second. */
export function clarityMetric(
  own: Omit<ValueMetric, 'shape' | 'better' | 'measure' | 'series'>,
  read: (sample: ClaritySample) => number,
): ValueMetric {
  const { unit } = own;
  return {
    ...own,
    shape: 'value',
    better: 'higher',
    measure(viewer, take) {
      const window = measuredWindow(take);
      if (window === undefined) return noData(unit, NO_WINDOW);
      const mean = meanOf(clarityIn(viewer, window).map(read));
      return mean === undefined ? noData(unit, 'no frame was held against the true one') : singleValue(unit, mean);
    },
    series: (viewer, take) => seriesOver(take, (second) => medianOf(clarityIn(viewer, second).map(read))),
  };
}
