// Repair, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: transport-cc feedback of the viewer against the origin’s clock, less haul and access.
import { stageMetric } from './stage-metric.ts';

export const latencyRepair = stageMetric('repair', {
  label: 'Latency: resends and queueing',
  labelZh: '延迟：重传与排队',
  definition:
    'Of the latency, what a frame took from the origin to the viewer beyond the links’ usual delay: resends of lost packets, and queueing behind its own packets.',
  source: 'longhaul: transport-cc feedback of the viewer against the origin’s clock, less haul and access',
});
