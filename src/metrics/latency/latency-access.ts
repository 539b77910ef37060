// Access, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: ledgers of the links.
import { stageMetric } from './stage-metric.ts';

export const latencyAccess = stageMetric('access', {
  label: { en: 'Latency: access', zh: '延迟：接入段' },
  definition: {
    en: 'Of the latency, what the viewer’s access line gave packets in that second: delay and the median wait in its queue.',
    zh: '延迟中，观众接入段当时给予数据包的延迟，含队列等待的中位数。',
  },
  source: 'longhaul: ledgers of the links',
});
