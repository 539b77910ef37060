// Frames complete at the origin but useless, because they build on a frame that the first mile had lost.
// Source: ours; decided by which hop lost packets where a run of unseen frames began (built-on-lost.ts).

import { frameShareMetric } from './frame-count-metric.ts';

export const undecodableFrames = frameShareMetric(
  {
    id: 'undecodableFrames',
    label: { en: 'Undecodable for loss before the origin', zh: '因推流首段丢帧而无法解码率' },
    definition: {
      en: 'Share of the frames whole at the origin that the viewer could not decode because a frame they build on was lost before the origin.',
      zh: '完整到达源站的帧中，因其依赖的帧在推流首段丢失而无法解码的比例。',
    },
    source: 'longhaul',
    sentence: {
      en: '{actual} of the frames cannot be decoded for want of those lost before the origin (limit {limit})',
      zh: '{actual} 的画面帧因推流首段丢帧而无法解码（上限 {limit}）',
    },
    margin: 'by-unit',
    errorLaw: 'unknown',
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    defaultBudget: 'none',
  },
  { from: 'atOrigin', to: 'decodable' },
  'the origin did not count frames',
);
