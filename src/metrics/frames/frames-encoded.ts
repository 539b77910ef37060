// Frames made that the encoder did not skip, whether for its bitrate or for time.
// Source: W3C webrtc-stats, outbound-rtp framesEncoded, as a share of the frames made; see frame-fates.ts.

import { frameCountMetric } from './frame-count-metric.ts';

export const framesEncoded = frameCountMetric(
  {
    id: 'framesEncoded',
    label: { en: 'Frames encoded', zh: '编码帧数' },
    definition: {
      en: 'Of the frames made, those that were encoded.',
      zh: '生成的帧中已编码的帧数。',
    },
    source: 'W3C webrtc-stats, outbound-rtp framesEncoded',
  },
  'encoded',
  'the publisher gave no such statistics',
);
