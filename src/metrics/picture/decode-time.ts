// totalDecodeTime over framesDecoded within the window, ms per frame.
// Source: W3C webrtc-stats (s there). Software decoding on this machine, within the share of it that a limited device has.

import type { ValueMetric } from '../metric.ts';
import type { CounterQuery } from '../series/counters.ts';
import { overCounters } from '../series/over-counters.ts';
import { inboundRtp } from '../series/stats-reports.ts';

type Field = 'totalDecodeTime' | 'framesDecoded';

const DECODING: CounterQuery<Field> = {
  fields: ['totalDecodeTime', 'framesDecoded'],
  rising: 'framesDecoded',
  select: (reports) => inboundRtp(reports, 'video'),
};

export const decodeTime: ValueMetric = {
  id: 'decodeTime',
  label: { en: 'Decode time', zh: '解码耗时' },
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Mean time the decoder took for a frame, waiting for a CPU included.',
    zh: '解码器处理一帧的平均耗时，含等待 CPU 的时间。',
  },
  source: 'W3C webrtc-stats, inbound-rtp totalDecodeTime and framesDecoded',
  sentence: 'plain',
  margin: 'by-unit',
  errorLaw: { value: 0.03, onlyWorse: true },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  ...overCounters({ unit: 'ms', query: DECODING, read: msPerFrame, nothingCounted: 'no frame was decoded' }),
};

function msPerFrame({ totalDecodeTime, framesDecoded }: Readonly<Record<Field, number>>): number | undefined {
  return framesDecoded > 0 ? (totalDecodeTime * 1000) / framesDecoded : undefined;
}
