// Number of times that the size of the decoded picture changed within the window.
// Source: ours; checked frame by frame, so that a size lasting under a second counts too.

import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { isWithin } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

export const resolutionChanges: ValueMetric = {
  id: 'resolutionChanges',
  label: { en: 'Resolution changes', zh: '分辨率变化次数' },
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'How often the size of the decoded picture changed within the measured time.',
    zh: '测量时段内解码画面尺寸变化的次数。',
  },
  source: 'longhaul',
  sentence: 'plain',
  margin: 'by-unit',
  errorLaw: 'unknown',
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: true,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('count', NO_WINDOW);
    const { sizes } = viewer;
    return sizes === undefined
      ? noData('count', 'no picture size was noted')
      : // The first size is no change.
        singleValue('count', sizes.slice(1).filter(({ atMs }) => isWithin(atMs, window)).length);
  },
};
