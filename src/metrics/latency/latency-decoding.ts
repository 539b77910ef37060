// Decoding, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: W3C webrtc-stats, inbound-rtp totalDecodeTime and framesDecoded.
import { stageMetric } from './stage-metric.ts';

export const latencyDecoding = stageMetric('decoding', {
  label: { en: 'Latency: decoding', zh: '延迟：解码' },
  definition: {
    en: 'Of the latency, the mean time the decoder took for a frame in that second.',
    zh: '延迟中，解码器当时处理一帧的平均耗时。',
  },
  source: 'W3C webrtc-stats, inbound-rtp totalDecodeTime and framesDecoded',
});
