// Counts gaps in the sound that overlap the window, including those too short for the stutter rate.
// Source: ours. Silence is a 10 ms block below 0.02 RMS; see sound-gaps.ts.

import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { gapsInSound, NOBODY_LISTENED } from './sound-gaps.ts';

/** Two blocks of 10 ms: a single one may only be where a gap's ends fell. */
const MIN_GAP_MS = 20;

export const audioGapCount: ValueMetric = {
  id: 'audioGapCount',
  label: { en: 'Audio gaps', zh: '音频中断次数' },
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: {
    en: `Number of stretches of at least ${MIN_GAP_MS} ms without sound.`,
    zh: `无声达到 ${MIN_GAP_MS} ms 的次数。`,
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
    const gaps = gapsInSound(viewer, take, window);
    return gaps === undefined
      ? noData('count', NOBODY_LISTENED)
      : singleValue('count', gaps.filter(({ fromMs, toMs }) => toMs - fromMs >= MIN_GAP_MS).length);
  },
};
