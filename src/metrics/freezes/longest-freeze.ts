// Longest freeze: the longest interval between new frames that is a W3C freeze and touches the window, whole; 0 if none is.
// Source: W3C webrtc-stats, freezeCount's rule: see freezes.ts. One without a beginning counts from the window's opening.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { wholeLengthMs } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { freezesIn } from './freezes.ts';

export const longestFreeze: Metric = {
  id: 'longestFreeze',
  label: 'Longest freeze',
  labelZh: '最长冻结',
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition:
    'Longest freeze (as freezeCount counts them) that touches the measured time, by its whole length; 0 if the picture never froze.',
  source: 'W3C webrtc-stats, freezeCount',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const lengths = freezesIn(viewer, take).map((freeze) => wholeLengthMs(freeze, window));
    return singleValue(
      'ms',
      lengths.reduce((longest, ms) => Math.max(longest, ms), 0),
    );
  },
};
