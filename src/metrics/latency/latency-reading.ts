// Reading, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: stamps against W3C webrtc-stats, totalProcessingDelay less totalAssemblyTime.
import { stageMetric } from './stage-metric.ts';

export const latencyReading = stageMetric('reading', {
  label: 'Latency: hand-over',
  labelZh: '延迟：交接',
  definition:
    'Of the latency, from the decoded picture to the reader of its time code: hand-overs within the browser, mean over the window.',
  source: 'longhaul: stamps against W3C webrtc-stats, totalProcessingDelay less totalAssemblyTime',
});
