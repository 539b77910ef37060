// stutterRate with the threshold of the audio stutter rate, which an attentive viewer notices.
// Source: the rule of Agora Analytics.

import { AUDIO_STUTTER_GAP_MS as GAP_MS } from '../audio/audio-stutter-rate.ts';
import { EVEN_FRAME_INTERVALS, stutterMetric } from './stutter-metric.ts';

export const stutterRate200 = stutterMetric(
  {
    id: 'stutterRate200',
    label: { en: `Stutter rate over ${GAP_MS} ms`, zh: `视频卡顿率（${GAP_MS} ms）` },
    definition: {
      en: `Share of the measured time spent in gaps of more than ${GAP_MS} ms (and of one and a half frame intervals) between new frames.`,
      zh: `测量时段内，新帧间隔超过 ${GAP_MS} ms（且超过 ${EVEN_FRAME_INTERVALS} 个帧间隔）的时间所占比例。`,
    },
    source: 'Agora Analytics, video stutter rate, with the bound of its audio stutter rate',
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
