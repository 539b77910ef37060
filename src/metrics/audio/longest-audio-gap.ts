// The longest gap in the sound that overlaps the window, at its full length.
// Source: ours. Silence is a 10 ms block below 0.02 RMS; see sound-gaps.ts.

import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { wholeLengthMs } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { gapsInSound, NOBODY_LISTENED } from './sound-gaps.ts';

export const longestAudioGap: ValueMetric = {
  id: 'longestAudioGap',
  label: { en: 'Longest audio gap', zh: '最长音频中断' },
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Longest stretch without sound that touches the measured time, by its whole length; 0 if sound never stopped.',
    zh: '与测量时段相交的最长一次无声（按全长计）；声音从未中断记 0。',
  },
  source: 'longhaul',
  sentence: {
    en: 'the sound is gone for {actual} at once (limit {limit})',
    zh: '声音一次中断长达 {actual}（上限 {limit}）',
  },
  margin: 'by-unit',
  errorLaw: { value: 2.1, onlyWorse: true },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const gaps = gapsInSound(viewer, take, window);
    return gaps === undefined
      ? noData('ms', NOBODY_LISTENED)
      : singleValue('ms', Math.max(0, ...gaps.map((gap) => wholeLengthMs(gap, window))));
  },
};
