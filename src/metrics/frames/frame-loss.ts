// Frames encoded in the window that the viewer never saw. A frame seen counts however late, and so does one whose picture the
// source had sent before.
// Source: ours. Only the number of frames the encoder skipped is known; it is subtracted from the frames due.

import { frameShareMetric } from './frame-count-metric.ts';

export const frameLoss = frameShareMetric(
  {
    id: 'frameLoss',
    label: { en: 'Frame loss', zh: '丢帧率' },
    definition: {
      en: 'Frames encoded in the measured time that the viewer never saw, of all encoded; frames the encoder skipped are not counted as lost.',
      zh: '测量时段内已编码但观众始终未看到的帧所占比例；编码器主动跳过的帧不计为丢失。',
    },
    source: 'longhaul',
    sentence: {
      en: '{actual} of the frames are never seen (limit {limit})',
      zh: '{actual} 的画面帧未能看到（上限 {limit}）',
    },
    margin: 'by-unit',
    errorLaw: { value: 0.000013, onlyWorse: true },
    prominence: 'ordinary',
    evidence: ['skipped-frames'],
    improvesWithBitrate: false,
    defaultBudget: 'none',
  },
  { from: 'encoded', to: 'arrived' },
  "the publisher's framesEncoded is missing: skipped and lost cannot be told apart",
);
