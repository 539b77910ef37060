// Frames missed: frames made in the window that the viewer never saw, wherever they were lost.
// Source: ours. Where: publisherFrameSkips, firstMileFrameLoss and networkFrameLoss.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { NO_FRAMES } from './frame-count-metric.ts';
import { frameFates } from './frame-fates.ts';

export const framesMissed: Metric = {
  id: 'framesMissed',
  label: 'Frames missed',
  labelZh: '未看到帧数',
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: 'Frames made in the measured time that the viewer never saw, wherever they were lost.',
  source: 'longhaul',
  measure(viewer, take) {
    if (measuredWindow(take) === undefined) return noData('count', NO_WINDOW);
    const fates = frameFates(viewer, take);
    return fates === undefined ? noData('count', NO_FRAMES) : singleValue('count', fates.made - fates.seen);
  },
};
