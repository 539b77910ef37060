// Mean time from a frame's last packet to its decoded picture: jitter buffer, waiting for earlier frames, decoding.
// Source: W3C webrtc-stats, totalProcessingDelay (from a frame's first packet to its picture) minus totalAssemblyTime (to its last).

import type { ValueMetric } from '../metric.ts';
import { type CounterQuery, countedIn, counterSteps, stepAt } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { inboundRtp } from '../series/stats-reports.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

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
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const total = countedIn(viewer.stats, PROCESSING, window);
    if (total.type === 'no-data') return noData('ms', total.reason);
    const delayMs = msPerFrame(total.counted);
    return delayMs === undefined ? noData('ms', 'no frame was decoded') : singleValue('ms', delayMs);
  },
  series(viewer, take) {
    const steps = counterSteps(viewer.stats, PROCESSING);
    return seriesOver(take, (second) => {
      const step = stepAt(steps, second);
      return step && msPerFrame(step.counted);
    });
  },
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
