// Share of the scheduling periods in which the viewer's browser wanted to run that found its device's share of the CPU used up;
// mean over the seconds of the window.
// Source: Linux control groups, cpu.stat.

import { deviceMetric } from './device-metric.ts';

export const deviceThrottled = deviceMetric(
  {
    id: 'deviceThrottled',
    label: { en: 'Device at its limit', zh: '设备满负荷' },
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
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    defaultBudget: 'none',
  },
  ({ throttledFraction }) => throttledFraction,
  'the device was not observed in the measured time',
);
