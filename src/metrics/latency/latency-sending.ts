// Sending, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: abs-send-time of the publisher’s packets.
import { stageMetric } from './stage-metric.ts';

export const latencySending = stageMetric('sending', {
  label: 'Latency: sending',
  labelZh: '延迟：发送',
  definition:
    'Of the latency, from the frame’s first to its last packet leaving the publisher, whose pacer spreads large frames.',
  source: 'longhaul: abs-send-time of the publisher’s packets',
});
