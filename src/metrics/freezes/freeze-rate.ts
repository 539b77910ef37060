// Freeze rate: share of the window that lies in W3C freezes (totalFreezesDuration over time).
// Source: W3C webrtc-stats, totalFreezesDuration, computed from the time codes seen: see freezes.ts.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { coveredFraction } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { freezesIn } from './freezes.ts';

export const freezeRate: Metric = {
  id: 'freezeRate',
  label: 'Freeze rate',
  labelZh: '冻结时长占比',
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition: 'Share of the measured time spent in freezes as freezeCount counts them.',
  source: 'W3C webrtc-stats, totalFreezesDuration',
  measure(viewer, take) {
    const window = measuredWindow(take);
    return window === undefined
      ? noData('fraction', NO_WINDOW)
      : singleValue('fraction', coveredFraction(freezesIn(viewer, take), window));
  },
};
