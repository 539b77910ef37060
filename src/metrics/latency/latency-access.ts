// Access, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: ledgers of the links.
import { stageMetric } from './stage-metric.ts';

export const latencyAccess = stageMetric('access', {
  label: 'Latency: access',
  labelZh: '延迟：接入段',
  definition:
    'Of the latency, what the viewer’s access line gave packets in that second: delay and the median wait in its queue.',
  source: 'longhaul: ledgers of the links',
});
