// Origin, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: the origin’s clock.
import { stageMetric } from './stage-metric.ts';

export const latencyOrigin = stageMetric('origin', {
  label: 'Latency: origin',
  labelZh: '延迟：源站',
  definition:
    'Of the latency, from the whole frame being at the origin to its last packet leaving towards the viewer: the origin’s pacer.',
  source: 'longhaul: the origin’s clock',
});
