// Share of the window that lies in long gaps between consecutive new frames. Gaps are judged at their full length; see gaps.ts.
// Source: Agora Analytics, video stutter rate of web clients.

import { atMost } from '../bound.ts';
import { EVEN_FRAME_INTERVALS, stutterMetric } from './stutter-metric.ts';

/** Agora's threshold for web clients. */
export const STUTTER_GAP_MS = 500;
/** Share of the time that stutter may take, unless a scenario says otherwise: our assumption. */
export const STUTTER_LIMIT_FRACTION = 0.03;

export const stutterRate = stutterMetric(
  {
    id: 'stutterRate',
    label: { en: 'Stutter rate', zh: '视频卡顿率' },
    definition: {
      en: `Share of the measured time spent in gaps of more than ${STUTTER_GAP_MS} ms (and of one and a half frame intervals) between new frames; a viewer that sees nothing scores 1.`,
      zh: `测量时段内，新帧间隔超过 ${STUTTER_GAP_MS} ms（且超过 ${EVEN_FRAME_INTERVALS} 个帧间隔）的时间所占比例；什么都看不到的观众记为 100%。`,
    },
    source: `Agora Analytics, video stutter rate of web clients (gaps over ${STUTTER_GAP_MS} ms)`,
    sentence: {
      en: 'the picture stands still {actual} of the time (limit {limit})',
      zh: '卡顿率 {actual}（上限 {limit}）',
    },
    // One point of stutter: a viewer notices it as one more stop in a minute.
    margin: 0.01,
    errorLaw: { value: 0 },
    prominence: 2,
    evidence: ['still-picture', 'skipped-frames'],
    improvesWithBitrate: false,
    defaultBudget: {
      statistic: 'value',
      ready: atMost(STUTTER_LIMIT_FRACTION),
      warn: atMost(0.05),
      holdsForForeignStreams: false,
    },
  },
  STUTTER_GAP_MS,
);
