// Sending, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: abs-send-time of the publisher’s packets.
import { stageMetric } from './stage-metric.ts';

export const latencySending = stageMetric('sending', {
  label: { en: 'Latency: sending', zh: '延迟：发送' },
  definition: {
    en: 'Of the latency, from the frame’s first to its last packet leaving the publisher, whose pacer spreads large frames.',
    zh: '延迟中，该帧第一个包到最后一个包离开推流端的时间；较大的帧由发送端匀速发出。',
  },
  source: 'longhaul: abs-send-time of the publisher’s packets',
});
