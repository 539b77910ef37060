// Audio gaps: stretches of 20 ms or more without sound that touch the window, however short for the stutter rate.
// Source: ours. Silence is a block of 10 ms under 0.02 RMS: see sound-gaps.ts.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { gapsInSound, NOBODY_LISTENED } from './sound-gaps.ts';

/** Two blocks: one alone may be where a gap's ends fell. */
const MIN_GAP_MS = 20;

export const audioGapCount: Metric = {
  id: 'audioGapCount',
  label: 'Audio gaps',
  labelZh: '音频中断次数',
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: 'Number of stretches of at least 20 ms without sound.',
  source: 'longhaul',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('count', NO_WINDOW);
    const gaps = gapsInSound(viewer, take, window);
    return gaps === undefined
      ? noData('count', NOBODY_LISTENED)
      : singleValue('count', gaps.filter(({ fromMs, toMs }) => toMs - fromMs >= MIN_GAP_MS).length);
  },
};
