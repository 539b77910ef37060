// Longest audio gap: the longest stretch without sound that touches the window, by its whole length; 0 if sound never stopped.
// Source: ours. Silence is a block of 10 ms under 0.02 RMS: see sound-gaps.ts.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { wholeLengthMs } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { gapsInSound, NOBODY_LISTENED } from './sound-gaps.ts';

export const longestAudioGap: Metric = {
  id: 'longestAudioGap',
  label: 'Longest audio gap',
  labelZh: '最长音频中断',
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition:
    'Longest stretch without sound that touches the measured time, by its whole length; 0 if sound never stopped.',
  source: 'longhaul',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const gaps = gapsInSound(viewer, take, window);
    return gaps === undefined
      ? noData('ms', NOBODY_LISTENED)
      : singleValue('ms', Math.max(0, ...gaps.map((gap) => wholeLengthMs(gap, window))));
  },
};
