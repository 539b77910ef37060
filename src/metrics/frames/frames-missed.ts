// Frames made in the window that the viewer never saw; publisherFrameSkips, firstMileFrameLoss and networkFrameLoss say where
// they were lost.
// Source: ours.

import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { NO_FRAMES } from './frame-count-metric.ts';
import { frameFates } from './frame-fates.ts';

export const framesMissed: ValueMetric = {
  id: 'framesMissed',
  label: { en: 'Frames missed', zh: '未看到帧数' },
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Frames made in the measured time that the viewer never saw, wherever they were lost.',
    zh: '测量时段内生成、观众始终未看到的帧数，无论丢在何处。',
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
    if (measuredWindow(take) === undefined) return noData('count', NO_WINDOW);
    const fates = frameFates(viewer, take);
    return fates === undefined ? noData('count', NO_FRAMES) : singleValue('count', fates.made - fates.seen);
  },
};
