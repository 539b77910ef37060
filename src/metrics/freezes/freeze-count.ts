// W3C freezes that overlap the window, computed from the time codes seen; see freezes.ts.
// Source: W3C webrtc-stats, freezeCount.

import { AVERAGED_FRAMES, FREEZE_FACTOR, FREEZE_MARGIN_MS } from '../../model/result/freeze-rule.ts';
import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { freezesIn } from './freezes.ts';

export const freezeCount: ValueMetric = {
  id: 'freezeCount',
  label: { en: 'Freezes', zh: '冻结次数' },
  unit: 'count',
  shape: 'value',
  better: 'lower',
  definition: {
    en: `Number of intervals between new frames that last at least max(${FREEZE_FACTOR} x average, average + ${FREEZE_MARGIN_MS} ms), average over the last ${AVERAGED_FRAMES} frames; those that touch the measured time, by their whole length.`,
    zh: `新帧间隔达到 max(${FREEZE_FACTOR} × 平均值, 平均值 + ${FREEZE_MARGIN_MS} ms) 的次数，平均值取最近 ${AVERAGED_FRAMES} 帧；与测量时段相交的间隔按其全长判断。`,
  },
  source: 'W3C webrtc-stats, freezeCount',
  sentence: 'plain',
  margin: 'by-unit',
  errorLaw: { value: 0 },
  prominence: 'ordinary',
  evidence: ['still-picture', 'skipped-frames'],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    return window === undefined ? noData('count', NO_WINDOW) : singleValue('count', freezesIn(viewer, take).length);
  },
};
