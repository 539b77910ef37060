// Frames repeated: decoded in the window though their number had been seen before: a still picture the second time.
// Source: ours; they count neither for the frame rate nor against a gap.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { firstSights } from './first-sights.ts';
import { framesSeenIn } from './frames-in.ts';

export const framesRepeated: Metric = {
  id: 'framesRepeated',
  label: 'Frames repeated',
  labelZh: '重复帧数',
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: 'Frames decoded in the measured time that the viewer had seen before.',
  source: 'longhaul',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('count', NO_WINDOW);
    return singleValue('count', framesSeenIn(viewer.frames, window) - framesSeenIn(firstSights(viewer.frames), window));
  },
};
