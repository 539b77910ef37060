// Share of the window that lies in W3C freezes, computed from the time codes seen; see freezes.ts.
// Source: W3C webrtc-stats, totalFreezesDuration.

import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { coveredFraction } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { freezesIn } from './freezes.ts';

export const freezeRate: ValueMetric = {
  id: 'freezeRate',
  label: { en: 'Freeze rate', zh: '冻结时长占比' },
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Share of the measured time spent in freezes as freezeCount counts them.',
    zh: '测量时段内处于冻结（定义同冻结次数）的时间所占比例。',
  },
  source: 'W3C webrtc-stats, totalFreezesDuration',
  sentence: {
    en: 'the picture is frozen {actual} of the time (limit {limit})',
    zh: '冻结率 {actual}（上限 {limit}）',
  },
  margin: 0.01,
  errorLaw: { value: 0 },
  prominence: 'ordinary',
  evidence: ['still-picture', 'skipped-frames'],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    return window === undefined
      ? noData('fraction', NO_WINDOW)
      : singleValue('fraction', coveredFraction(freezesIn(viewer, take), window));
  },
};
