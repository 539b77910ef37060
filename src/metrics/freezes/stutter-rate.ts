// Stutter rate: share of the window that lies in gaps of more than 500 ms between consecutive new frames.
// Source: Agora Analytics, video stutter rate of web clients. Gaps are judged by their whole length: see gaps.ts.
import { stutterMetric } from './stutter-metric.ts';

/** Agora's bound for web clients (native SDKs: 600 ms). */
export const STUTTER_GAP_MS = 500;

export const stutterRate = stutterMetric(
  {
    id: 'stutterRate',
    label: 'Stutter rate',
    labelZh: '视频卡顿率',
    definition:
      'Share of the measured time spent in gaps of more than 500 ms (and of one and a half frame intervals) between new frames; a viewer that sees nothing scores 1.',
    source: 'Agora Analytics, video stutter rate of web clients (gaps over 500 ms)',
  },
  STUTTER_GAP_MS,
);
