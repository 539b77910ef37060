// Buffer delay: from a frame's last packet to its decoded picture: jitter buffer, waiting for frames before it, decoding; mean a frame.
// Source: W3C webrtc-stats, totalProcessingDelay (from a frame's first packet to its picture) less totalAssemblyTime (to its last).

import type { Metric } from '../metric.ts';
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

export const bufferDelay: Metric = {
  id: 'bufferDelay',
  label: 'Jitter buffer and decoding',
  labelZh: '抖动缓冲与解码耗时',
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition:
    'Of the latency, the part at the viewer: mean time from a frame’s last packet to its decoded picture. It grows with jitter, and by a round trip once repairs were needed.',
  source: 'W3C webrtc-stats, inbound-rtp totalProcessingDelay, totalAssemblyTime and framesDecoded',
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

/** Frames that were assembled and never decoded are in one of the two only: at worst it says too little. */
function msPerFrame({
  totalProcessingDelay,
  totalAssemblyTime,
  framesDecoded,
}: Readonly<Record<Field, number>>): number | undefined {
  return framesDecoded > 0
    ? Math.max(0, ((totalProcessingDelay - totalAssemblyTime) * 1000) / framesDecoded)
    : undefined;
}
