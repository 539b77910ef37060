// Freezes: intervals between new frames of at least max(3 x average, average + 150 ms), average over the last 30 frames.
// Source: W3C webrtc-stats, freezeCount, computed from the time codes seen: see freezes.ts.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { freezesIn } from './freezes.ts';

export const freezeCount: Metric = {
  id: 'freezeCount',
  label: 'Freezes',
  labelZh: '冻结次数',
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition:
    'Number of intervals between new frames that last at least max(3 x average, average + 150 ms), average over the last 30 frames; those that touch the measured time, by their whole length.',
  source: 'W3C webrtc-stats, freezeCount',
  measure(viewer, take) {
    const window = measuredWindow(take);
    return window === undefined ? noData('count', NO_WINDOW) : singleValue('count', freezesIn(viewer, take).length);
  },
};
