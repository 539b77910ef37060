// Frames encoded: of the frames made, those the encoder did not skip (its own choice, for its bitrate or for time).
// Source: W3C webrtc-stats, outbound-rtp framesEncoded, as a share of the frames made: see frame-fates.ts.
import { frameCountMetric } from './frame-count-metric.ts';

export const framesEncoded = frameCountMetric(
  {
    id: 'framesEncoded',
    label: 'Frames encoded',
    labelZh: '编码帧数',
    definition: 'Of the frames made, those that were encoded.',
    source: 'W3C webrtc-stats, outbound-rtp framesEncoded',
  },
  'encoded',
  'the publisher gave no such statistics',
);
