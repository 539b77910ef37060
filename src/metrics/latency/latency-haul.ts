// Haul, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: ledgers of the links.
import { stageMetric } from './stage-metric.ts';

export const latencyHaul = stageMetric('haul', {
  label: { en: 'Latency: haul', zh: '延迟：跨境段' },
  definition: {
    en: 'Of the latency, what the haul gave packets in that second: delay and the median wait in its queue.',
    zh: '延迟中，跨境段当时给予数据包的延迟，含队列等待的中位数。',
  },
  source: 'longhaul: ledgers of the links',
});
