// Frames sent that never reached the origin complete, so that no viewer could see them.
// Source: ours; counted by the origin (sfu/rtp/frame-counter.ts) and checked against what was sent (whole-at-origin.ts).

import { frameShareMetric } from './frame-count-metric.ts';

export const firstMileFrameLoss = frameShareMetric(
  {
    id: 'firstMileFrameLoss',
    label: { en: 'Lost before the origin', zh: '推流首段丢帧率' },
    definition: {
      en: 'Share of the frames sent that did not reach the origin whole, repairs included.',
      zh: '已发送的帧中未能完整到达源站的比例，含修复。',
    },
    source: 'longhaul',
    sentence: {
      en: '{actual} of the frames are lost before the origin (limit {limit})',
      zh: '{actual} 的画面帧在到达源站前丢失（上限 {limit}）',
    },
    margin: 'by-unit',
    errorLaw: 'unknown',
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    defaultBudget: 'none',
  },
  { from: 'sent', to: 'atOrigin' },
  'the origin did not count frames',
);
