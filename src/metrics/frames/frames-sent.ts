// Frames made that left the publisher.
// Source: W3C webrtc-stats, outbound-rtp framesSent, as a share of the frames made; see frame-fates.ts.

import { frameCountMetric } from './frame-count-metric.ts';

export const framesSent = frameCountMetric(
  {
    id: 'framesSent',
    label: { en: 'Frames sent', zh: '发送帧数' },
    definition: {
      en: 'Of the frames made, those that were sent.',
      zh: '生成的帧中已发送的帧数。',
    },
    source: 'W3C webrtc-stats, outbound-rtp framesSent',
  },
  'sent',
  'the publisher gave no such statistics',
);
