// Stutter rate over 200 ms: as stutterRate, with the bound that sound has; what an attentive viewer notices.
// Source: the rule of Agora Analytics with the bound of its audio stutter rate.
import { stutterMetric } from './stutter-metric.ts';

export const stutterRate200 = stutterMetric(
  {
    id: 'stutterRate200',
    label: 'Stutter rate over 200 ms',
    labelZh: '视频卡顿率（200 ms）',
    definition:
      'Share of the measured time spent in gaps of more than 200 ms (and of one and a half frame intervals) between new frames.',
    source: 'Agora Analytics, video stutter rate, with the bound of its audio stutter rate',
  },
  200,
);
