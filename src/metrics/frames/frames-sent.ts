// Frames sent: of the frames made, those that left the publisher.
// Source: W3C webrtc-stats, outbound-rtp framesSent, as a share of the frames made: see frame-fates.ts.
import { frameCountMetric } from './frame-count-metric.ts';

export const framesSent = frameCountMetric(
  {
    id: 'framesSent',
    label: 'Frames sent',
    labelZh: '发送帧数',
    definition: 'Of the frames made, those that were sent.',
    source: 'W3C webrtc-stats, outbound-rtp framesSent',
  },
  'sent',
  'the publisher gave no such statistics',
);
