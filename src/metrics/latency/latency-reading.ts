// Reading, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: stamps against W3C webrtc-stats, totalProcessingDelay less totalAssemblyTime.
import { stageMetric } from './stage-metric.ts';

export const latencyReading = stageMetric('reading', {
  label: { en: 'Latency: hand-over', zh: '延迟：交接' },
  definition: {
    en: 'Of the latency, from the decoded picture to the reader of its time code: hand-overs within the browser, median of the window’s seconds.',
    zh: '延迟中，从解码出画面到读出其时间码的时间：浏览器内部的交接，取测量时段各秒的中位数。',
  },
  source: 'longhaul: stamps against W3C webrtc-stats, totalProcessingDelay less totalAssemblyTime',
});
