// stutterRate with the threshold of native SDKs.
// Source: Agora Analytics, video stutter rate of native clients.

import { EVEN_FRAME_INTERVALS, stutterMetric } from './stutter-metric.ts';

/** Agora's threshold for native SDKs. */
const GAP_MS = 600;

export const stutterRate600 = stutterMetric(
  {
    id: 'stutterRate600',
    label: { en: `Stutter rate over ${GAP_MS} ms`, zh: `视频卡顿率（${GAP_MS} ms）` },
    definition: {
      en: `Share of the measured time spent in gaps of more than ${GAP_MS} ms (and of one and a half frame intervals) between new frames.`,
      zh: `测量时段内，新帧间隔超过 ${GAP_MS} ms（且超过 ${EVEN_FRAME_INTERVALS} 个帧间隔）的时间所占比例。`,
    },
    source: `Agora Analytics, video stutter rate of native clients (gaps over ${GAP_MS} ms)`,
    sentence: {
      en: `the picture stands still for over ${GAP_MS} ms {actual} of the time (limit {limit})`,
      zh: `${GAP_MS} ms 卡顿率 {actual}（上限 {limit}）`,
    },
    margin: 'by-unit',
    errorLaw: { value: 0 },
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    defaultBudget: 'none',
  },
  GAP_MS,
);
