// First mile, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: abs-send-time against the origin’s clock.
import { stageMetric } from './stage-metric.ts';

export const latencyFirstMile = stageMetric('firstMile', {
  label: { en: 'Latency: first mile', zh: '延迟：推流首段' },
  definition: {
    en: 'Of the latency, from the last packet leaving the publisher to the whole frame being at the origin, resends included.',
    zh: '延迟中，从最后一个包离开推流端到整帧到达源站的时间，含重传。',
  },
  source: 'longhaul: abs-send-time against the origin’s clock',
});
