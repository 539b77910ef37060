// totalDecodeTime over framesDecoded within the window, ms per frame.
// Source: W3C webrtc-stats (s there). Software decoding on this machine, within the share of it that a limited device has.

import type { ValueMetric } from '../metric.ts';
import { type CounterQuery, countedIn, counterSteps, stepAt } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { inboundRtp } from '../series/stats-reports.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

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
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const total = countedIn(viewer.stats, DECODING, window);
    if (total.type === 'no-data') return noData('ms', total.reason);
    const timeMs = msPerFrame(total.counted);
    return timeMs === undefined ? noData('ms', 'no frame was decoded') : singleValue('ms', timeMs);
  },
  series(viewer, take) {
    const steps = counterSteps(viewer.stats, DECODING);
    return seriesOver(take, (second) => {
      const step = stepAt(steps, second);
      return step && msPerFrame(step.counted);
    });
  },
};

function msPerFrame({ totalDecodeTime, framesDecoded }: Readonly<Record<Field, number>>): number | undefined {
  return framesDecoded > 0 ? (totalDecodeTime * 1000) / framesDecoded : undefined;
}
