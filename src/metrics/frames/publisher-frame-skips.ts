// Frames due by the frame clock that were never sent: not made in time, or skipped by the encoder.
// Source: ours. An encoder skips frames for lack of time, or because its line carries too little: the first mile may play a part.

import { frameShareMetric } from './frame-count-metric.ts';

export const publisherFrameSkips = frameShareMetric(
  {
    id: 'publisherFrameSkips',
    label: { en: 'Skipped at the publisher', zh: '推流端跳帧率' },
    definition: {
      en: 'Share of the frames due that never left the publisher: not made in time, or skipped by the encoder.',
      zh: '应有的帧中未离开推流端的比例：未及时生成，或被编码器跳过。',
    },
    source: 'longhaul',
    sentence: {
      en: '{actual} of the frames never leave the publisher (limit {limit})',
      zh: '{actual} 的画面帧未离开推流端（上限 {limit}）',
    },
    margin: 'by-unit',
    errorLaw: { value: 0.0021, onlyWorse: true },
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: true,
    defaultBudget: 'none',
  },
  { from: 'due', to: 'sent' },
  'the publisher gave no such statistics',
);
