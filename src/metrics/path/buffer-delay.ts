// Mean time from a frame's last packet to its decoded picture: jitter buffer, waiting for earlier frames, decoding.
// Source: W3C webrtc-stats, totalProcessingDelay (from a frame's first packet to its picture) minus totalAssemblyTime (to its last).

import type { ValueMetric } from '../metric.ts';
import type { CounterQuery } from '../series/counters.ts';
import { overCounters } from '../series/over-counters.ts';
import { inboundRtp } from '../series/stats-reports.ts';

type Field = 'totalProcessingDelay' | 'totalAssemblyTime' | 'framesDecoded';

const PROCESSING: CounterQuery<Field> = {
  fields: ['totalProcessingDelay', 'totalAssemblyTime', 'framesDecoded'],
  rising: 'framesDecoded',
  select: (reports) => inboundRtp(reports, 'video'),
};

export const bufferDelay: ValueMetric = {
  id: 'bufferDelay',
  label: { en: 'Jitter buffer and decoding', zh: '抖动缓冲与解码耗时' },
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Of the latency, the part at the viewer: mean time from a frame’s last packet to its decoded picture. It grows with jitter, and by a round trip once repairs were needed.',
    zh: '延迟中属于观众端的部分：从一帧的最后一个包到达到解码出画面的平均时间；随抖动增大，需要重传后再增加一个往返。',
  },
  source: 'W3C webrtc-stats, inbound-rtp totalProcessingDelay, totalAssemblyTime and framesDecoded',
  sentence: {
    en: 'the viewer’s jitter buffer and decoder take {actual} (limit {limit})',
    zh: '观众端抖动缓冲与解码耗时 {actual}（上限 {limit}）',
  },
  margin: 'by-unit',
  errorLaw: 'unknown',
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  ...overCounters({ unit: 'ms', query: PROCESSING, read: msPerFrame, nothingCounted: 'no frame was decoded' }),
};

/** Returns ms per frame. Frames that were assembled but never decoded are in one of the two sums only, so it may be too low. */
function msPerFrame({
  totalProcessingDelay,
  totalAssemblyTime,
  framesDecoded,
}: Readonly<Record<Field, number>>): number | undefined {
  return framesDecoded > 0
    ? Math.max(0, ((totalProcessingDelay - totalAssemblyTime) * 1000) / framesDecoded)
    : undefined;
}
