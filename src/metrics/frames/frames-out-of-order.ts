// New frames seen in the window after a later one.
// Source: ours; "later" is modulo 2^20, the frame numbers that a time code can distinguish.

import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { isWithin } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { firstSights } from './first-sights.ts';
import { isLater } from './frame-number.ts';

export const framesOutOfOrder: ValueMetric = {
  id: 'framesOutOfOrder',
  label: { en: 'Frames out of order', zh: '乱序帧数' },
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'New frames seen in the measured time after a frame that was made later.',
    zh: '测量时段内晚于其后帧才看到的新帧数。',
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
    let newest: number | undefined;
    let count = 0;
    const { frame: frames, seenMs } = firstSights(viewer.frames);
    frames.forEach((frame, i) => {
      if (newest === undefined || isLater(frame, newest)) newest = frame;
      else if (isWithin(seenMs[i] ?? Number.NaN, window)) count++;
    });
    return singleValue('count', count);
  },
};
