import type { DistributionMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { samplesIn } from '../series/samples-in.ts';
import { seriesOver } from '../series/series.ts';
import { distributionOf, medianOf, NO_WINDOW, noData } from '../series/values.ts';
import { avOffsets } from './av-offsets.ts';
import { NOBODY_LISTENED } from './sound-gaps.ts';

export const NEVER_TOGETHER = 'sound and picture were never there together';

type OwnProperties = Omit<DistributionMetric, 'unit' | 'shape' | 'better' | 'measure' | 'series'>;

/** Makes a metric of one side of the A/V offset, which has bounds of its own: `sideMs` turns the other side into 0. */
export function offsetMetric(own: OwnProperties, sideMs: (offsetMs: number) => number): DistributionMetric {
  return {
    ...own,
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
        take.publisher.marks.length === 0 ? NOBODY_LISTENED : NEVER_TOGETHER,
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
