// Frames decoded in the window whose number had been seen before: the second time it is a still picture.
// Source: ours; repeats neither count for the frame rate nor end a gap.

import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { firstSights } from './first-sights.ts';
import { framesSeenIn } from './frames-in.ts';

export const framesRepeated: ValueMetric = {
  id: 'framesRepeated',
  label: { en: 'Frames repeated', zh: '重复帧数' },
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Frames decoded in the measured time that the viewer had seen before.',
    zh: '测量时段内解码、但此前已看到过的帧数。',
  },
  source: 'longhaul',
  sentence: 'plain',
  margin: 'by-unit',
  errorLaw: 'unknown',
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('count', NO_WINDOW);
    return singleValue('count', framesSeenIn(viewer.frames, window) - framesSeenIn(firstSights(viewer.frames), window));
  },
};
