// First mile, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: abs-send-time against the origin’s clock.
import { stageMetric } from './stage-metric.ts';

export const latencyFirstMile = stageMetric('firstMile', {
  label: 'Latency: first mile',
  labelZh: '延迟：首公里',
  definition:
    'Of the latency, from the last packet leaving the publisher to the whole frame being at the origin, resends included.',
  source: 'longhaul: abs-send-time against the origin’s clock',
});
