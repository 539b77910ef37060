// Resolution changes: how often the size of the decoded picture changed within the window.
// Source: ours; seen frame by frame, so that a size that lasts under a second counts too.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { isWithin } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

export const resolutionChanges: Metric = {
  id: 'resolutionChanges',
  label: 'Resolution changes',
  labelZh: '分辨率变化次数',
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: 'How often the size of the decoded picture changed within the measured time.',
  source: 'longhaul',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('count', NO_WINDOW);
    const { sizes } = viewer;
    return sizes === undefined
      ? noData('count', 'no picture size was noted')
      : // The first is no change.
        singleValue('count', sizes.slice(1).filter(({ atMs }) => isWithin(atMs, window)).length);
  },
};
