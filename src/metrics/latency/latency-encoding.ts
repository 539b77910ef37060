// Encoding, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: abs-send-time of the publisher’s packets against the time code.
import { stageMetric } from './stage-metric.ts';

export const latencyEncoding = stageMetric('encoding', {
  label: 'Latency: encoding',
  labelZh: '延迟：编码',
  definition:
    'Of the latency, from the stamp in the picture to the frame’s first packet leaving the publisher: capture, encoding, packetization, and waiting for frames before it.',
  source: 'longhaul: abs-send-time of the publisher’s packets against the time code',
});
