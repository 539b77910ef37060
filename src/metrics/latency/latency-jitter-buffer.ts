// Jitter buffer, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: time code against transport-cc feedback, less decoding and reading.
import { stageMetric } from './stage-metric.ts';

export const latencyJitterBuffer = stageMetric('jitterBuffer', {
  label: { en: 'Latency: jitter buffer', zh: '延迟：抖动缓冲' },
  definition: {
    en: 'Of the latency, from the frame’s last packet reaching the viewer to its decoding: the jitter buffer, and waiting for frames before it.',
    zh: '延迟中，从最后一个包到达观众端到开始解码的时间：抖动缓冲，以及等待前面的帧。',
  },
  source: 'longhaul: time code against transport-cc feedback, less decoding and reading',
});
