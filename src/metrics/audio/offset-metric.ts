import type { MetricInfo } from '../../model/result/metric.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { samplesIn } from '../series/samples-in.ts';
import { seriesOver } from '../series/series.ts';
import { distributionOf, medianOf, NO_WINDOW, noData } from '../series/values.ts';
import { avOffsets } from './av-offsets.ts';
import { NOBODY_LISTENED } from './sound-gaps.ts';

/** One side of the A/V offset, which has a bound of its own: `sideMs` makes 0 of the other. */
export function offsetMetric(
  info: Pick<MetricInfo, 'id' | 'label' | 'labelZh' | 'definition' | 'source'>,
  sideMs: (offsetMs: number) => number,
): Metric {
  return {
    ...info,
    unit: 'ms',
    shape: 'distribution',
    better: 'lower',
    measure(viewer, take) {
      const window = measuredWindow(take);
      if (window === undefined) return noData('ms', NO_WINDOW);
      const offsets = samplesIn(avOffsets(viewer, take), window);
      return distributionOf(
        'ms',
        offsets.map(({ offsetMs }) => sideMs(offsetMs)),
        take.publisher.marks.length === 0 ? NOBODY_LISTENED : 'sound and picture were never there together',
      );
    },
    series(viewer, take) {
      const offsets = avOffsets(viewer, take);
      return seriesOver(take, (second) => {
        const offset = medianOf(samplesIn(offsets, second).map(({ offsetMs }) => offsetMs));
        return offset === undefined ? undefined : sideMs(offset);
      });
    },
  };
}
