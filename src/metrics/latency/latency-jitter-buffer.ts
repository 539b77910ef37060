// Jitter buffer, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: time code against transport-cc feedback, less decoding and reading.
import { stageMetric } from './stage-metric.ts';

export const latencyJitterBuffer = stageMetric('jitterBuffer', {
  label: 'Latency: jitter buffer',
  labelZh: '延迟：抖动缓冲',
  definition:
    'Of the latency, from the frame’s last packet reaching the viewer to its decoding: the jitter buffer, and waiting for frames before it.',
  source: 'longhaul: time code against transport-cc feedback, less decoding and reading',
});
