// A/V offset: how much sound comes before its picture (+) or after it (-), once a second.
// Source: ITU-R BT.1359-1, whose sign it has: detectable from +45 and -125 ms, acceptable to +90 and -185 ms.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { samplesIn } from '../series/samples-in.ts';
import { seriesOver } from '../series/series.ts';
import { distributionOf, medianOf, NO_WINDOW, noData } from '../series/values.ts';
import { avOffsets } from './av-offsets.ts';
import { NOBODY_LISTENED } from './sound-gaps.ts';

export const avOffset: Metric = {
  id: 'avOffset',
  label: 'A/V offset',
  labelZh: '音画偏差',
  unit: 'ms',
  shape: 'distribution',
  better: 'neither',
  definition:
    'How much sound comes before its picture (+) or after it (-): median latency of the frames seen within half a second of a mark, less the latency of the mark. Budgets name audioLead and audioLag.',
  source: 'ITU-R BT.1359-1 (detectable +45 / -125 ms, acceptable +90 / -185 ms)',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const offsets = samplesIn(avOffsets(viewer, take), window);
    return distributionOf(
      'ms',
      offsets.map(({ offsetMs }) => offsetMs),
      take.publisher.marks.length === 0 ? NOBODY_LISTENED : 'sound and picture were never there together',
    );
  },
  series(viewer, take) {
    const offsets = avOffsets(viewer, take);
    return seriesOver(take, (second) => medianOf(samplesIn(offsets, second).map(({ offsetMs }) => offsetMs)));
  },
};
