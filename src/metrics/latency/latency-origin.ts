// Origin, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: the origin’s clock.
import { stageMetric } from './stage-metric.ts';

export const latencyOrigin = stageMetric('origin', {
  label: { en: 'Latency: origin', zh: '延迟：源站' },
  definition: {
    en: 'Of the latency, from the whole frame being at the origin to its last packet leaving towards the viewer: the origin’s pacer.',
    zh: '延迟中，从整帧到达源站到其最后一个包离开源站的时间：源站的匀速发送。',
  },
  source: 'longhaul: the origin’s clock',
});
