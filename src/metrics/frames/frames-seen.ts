// Frames seen: of the frames made in the window, those the viewer ever saw, however late.
// Source: ours; by the number in each picture.
import { frameCountMetric } from './frame-count-metric.ts';

export const framesSeen = frameCountMetric(
  {
    id: 'framesSeen',
    label: 'Frames seen',
    labelZh: '看到帧数',
    definition: 'Of the frames made in the measured time, those the viewer saw, however late.',
    source: 'longhaul',
  },
  'seen',
  'the publisher gave no such statistics',
);
