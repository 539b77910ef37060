// Encoding, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: longhaul: abs-send-time of the publisher’s packets against the time code.
import { stageMetric } from './stage-metric.ts';

export const latencyEncoding = stageMetric('encoding', {
  label: { en: 'Latency: encoding', zh: '延迟：编码' },
  definition: {
    en: 'Of the latency, from the stamp in the picture to the frame’s first packet leaving the publisher: capture, encoding, packetization, and waiting for frames before it.',
    zh: '延迟中，从画面打上时间码到该帧第一个包离开推流端的时间：采集、编码、打包，以及等待前面的帧。',
  },
  source: 'longhaul: abs-send-time of the publisher’s packets against the time code',
});
