// Frames complete at the origin that this viewer never saw: lost by its network or its device. Frames that could not be decoded
// because the first mile had lost a frame they build on are excluded (undecodable-frames.ts).
// Source: ours. A frame seen counts however late, and so does one whose picture the source had sent before.

import { frameShareMetric } from './frame-count-metric.ts';

export const networkFrameLoss = frameShareMetric(
  {
    id: 'networkFrameLoss',
    label: { en: 'Lost after the origin', zh: '源站之后丢帧率' },
    definition: {
      en: 'Share of the frames whole at the origin that the viewer never saw, however late: lost on the way, or left out by its device. Those that build on a frame lost before the origin do not count, nor those of a layer above the viewer’s.',
      zh: '完整到达源站的帧中观众始终未看到的比例（无论多晚看到都算看到）：途中丢失，或被其设备略过；不含因推流首段丢帧而无法解码的帧，也不含高于该观众所收层级的帧。',
    },
    source: 'longhaul',
    sentence: {
      en: '{actual} of the frames got lost after the origin, on the way or at the device (limit {limit})',
      zh: '{actual} 的画面帧在源站之后丢失（途中或设备端）（上限 {limit}）',
    },
    margin: 'by-unit',
    errorLaw: { value: 0.000013, onlyWorse: true },
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    defaultBudget: 'none',
  },
  { from: 'offered', to: 'arrived', of: 'atOrigin' },
  'the origin did not count frames',
);
