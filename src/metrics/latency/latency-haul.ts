// Haul, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: ledgers of the links.
import { stageMetric } from './stage-metric.ts';

export const latencyHaul = stageMetric('haul', {
  label: 'Latency: haul',
  labelZh: '延迟：跨境段',
  definition: 'Of the latency, what the haul gave packets in that second: delay and the median wait in its queue.',
  source: 'longhaul: ledgers of the links',
});
