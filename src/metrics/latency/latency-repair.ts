// Repair, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: transport-cc feedback of the viewer against the origin’s clock, less haul and access.
import { stageMetric } from './stage-metric.ts';

export const latencyRepair = stageMetric('repair', {
  label: { en: 'Latency: resends and queueing', zh: '延迟：重传与排队' },
  definition: {
    en: 'Of the latency, what a frame took from the origin to the viewer beyond the links’ usual delay: resends of lost packets, and queueing behind its own packets.',
    zh: '延迟中，一帧从源站到观众超出链路通常延迟的部分：丢包重传，以及排在自身数据包之后的等待。',
  },
  source: 'longhaul: transport-cc feedback of the viewer against the origin’s clock, less haul and access',
});
