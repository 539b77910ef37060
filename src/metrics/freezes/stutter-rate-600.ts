// Stutter rate over 600 ms: as stutterRate, with the bound of native SDKs.
// Source: Agora Analytics, video stutter rate of native clients.
import { stutterMetric } from './stutter-metric.ts';

export const stutterRate600 = stutterMetric(
  {
    id: 'stutterRate600',
    label: 'Stutter rate over 600 ms',
    labelZh: '视频卡顿率（600 ms）',
    definition:
      'Share of the measured time spent in gaps of more than 600 ms (and of one and a half frame intervals) between new frames.',
    source: 'Agora Analytics, video stutter rate of native clients (gaps over 600 ms)',
  },
  600,
);
