// Share of the scheduling periods in which the viewer's browser wanted to run that found its device's share of the CPU used up;
// mean over the seconds of the window.
// Source: Linux control groups, cpu.stat.

import type { DeviceSample } from '../../model/recording/recorded-take.ts';
import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { samplesIn } from '../series/samples-in.ts';
import { seriesOver } from '../series/series.ts';
import type { Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

export const deviceThrottled: ValueMetric = {
  id: 'deviceThrottled',
  label: { en: 'Device at its limit', zh: '设备满负荷' },
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Share of the time in which the viewer’s device had used up its CPU and had to wait. High with a clean network: the device is the limit, not the network.',
    zh: '观众设备用尽其 CPU 份额而不得不等待的时间所占比例。网络良好而此值高：瓶颈在设备，不在网络。',
  },
  source: 'Linux control groups, cpu.stat nr_throttled and nr_periods',
  sentence: {
    en: 'the viewers’ device is at its limit {actual} of the time (limit {limit})',
    zh: '观众设备有 {actual} 的时间满负荷（上限 {limit}）',
  },
  margin: 'by-unit',
  errorLaw: 'unknown',
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('fraction', NO_WINDOW);
    if (viewer.device === undefined) return noData('fraction', 'nothing limits this viewer’s device');
    const share = meanIn(viewer.device, window);
    return share === undefined
      ? noData('fraction', 'the device was not observed in the measured time')
      : singleValue('fraction', share);
  },
  series(viewer, take) {
    const { device } = viewer;
    return seriesOver(take, (second) => device && meanIn(device, second));
  },
};

/** A sample covers the second before it; that second's middle decides which span it belongs to. */
const HALF_SECOND_MS = 500;

function meanIn(samples: readonly DeviceSample[], span: Span): number | undefined {
  const inside = samplesIn(samples, { fromMs: span.fromMs + HALF_SECOND_MS, toMs: span.toMs + HALF_SECOND_MS });
  if (inside.length === 0) return undefined;
  return inside.reduce((sum, { throttledFraction }) => sum + throttledFraction, 0) / inside.length;
}
