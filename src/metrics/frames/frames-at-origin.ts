// Frames sent whose every packet reached the origin, repaired ones included.
// Source: ours; the origin counts them from sequence numbers and markers (sfu/rtp/frame-counter.ts).

import { frameCountMetric } from './frame-count-metric.ts';

export const framesAtOrigin = frameCountMetric(
  {
    id: 'framesAtOrigin',
    label: { en: 'Frames at the origin', zh: '源站完整收到帧数' },
    definition: {
      en: 'Of the frames sent, those that reached the origin whole.',
      zh: '发送的帧中完整到达源站的帧数。',
    },
    source: 'longhaul',
  },
  'atOrigin',
  'the origin did not count frames',
);
