// Frames the generator handed to the encoder in the window, one by one from its own log.
// Source: ours; see frame-fates.ts.

import { frameCountMetric } from './frame-count-metric.ts';

export const framesMade = frameCountMetric(
  {
    id: 'framesMade',
    label: { en: 'Frames made', zh: '生成帧数' },
    definition: {
      en: 'Frames that the publisher made in the measured time.',
      zh: '测量时段内推流端生成的帧数。',
    },
    source: 'longhaul',
  },
  'made',
  'the publisher gave no such statistics',
);
