// The longest W3C freeze that overlaps the window, at its full length. A freeze without a beginning counts from the window's start.
// Source: W3C webrtc-stats, the rule of freezeCount; see freezes.ts.

import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { wholeLengthMs } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { freezesIn } from './freezes.ts';

export const longestFreeze: ValueMetric = {
  id: 'longestFreeze',
  label: { en: 'Longest freeze', zh: '最长冻结' },
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Longest freeze (as freezeCount counts them) that touches the measured time, by its whole length; 0 if the picture never froze.',
    zh: '与测量时段相交的最长一次冻结（定义同冻结次数，按全长计）；画面从未冻结记 0。',
  },
  source: 'W3C webrtc-stats, freezeCount',
  sentence: {
    en: 'the picture stands still for {actual} at once (limit {limit})',
    zh: '画面一次停顿长达 {actual}（上限 {limit}）',
  },
  // Viewers do not notice a smaller difference between freezes.
  margin: 200,
  errorLaw: 'unknown',
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
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
