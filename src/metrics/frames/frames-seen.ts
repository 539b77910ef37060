// Frames made in the window that the viewer ever saw, however late.
// Source: ours; by the number in each picture.

import { frameCountMetric } from './frame-count-metric.ts';

export const framesSeen = frameCountMetric(
  {
    id: 'framesSeen',
    label: { en: 'Frames seen', zh: '看到帧数' },
    definition: {
      en: 'Of the frames made in the measured time, those the viewer saw, however late.',
      zh: '测量时段内生成的帧中观众看到的帧数，无论多晚。',
    },
    source: 'longhaul',
  },
  'seen',
  'the publisher gave no such statistics',
);
