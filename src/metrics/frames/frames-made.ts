// Frames made: frames the generator handed to the encoder in the window, one by one from its own log.
// Source: ours; see frame-fates.ts.
import { frameCountMetric } from './frame-count-metric.ts';

export const framesMade = frameCountMetric(
  {
    id: 'framesMade',
    label: 'Frames made',
    labelZh: '生成帧数',
    definition: 'Frames that the publisher made in the measured time.',
    source: 'longhaul',
  },
  'made',
  'the publisher gave no such statistics',
);
