// Decoding, a stage of the latency (docs/measurement.md): its distribution over the sampled frames.
// Source: W3C webrtc-stats, inbound-rtp totalDecodeTime and framesDecoded.
import { stageMetric } from './stage-metric.ts';

export const latencyDecoding = stageMetric('decoding', {
  label: 'Latency: decoding',
  labelZh: '延迟：解码',
  definition: 'Of the latency, the mean time the decoder took for a frame in that second.',
  source: 'W3C webrtc-stats, inbound-rtp totalDecodeTime and framesDecoded',
});
