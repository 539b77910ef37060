// First-mile frame loss: frames sent that never reached the origin whole, so that no viewer could see them.
// Source: ours; counted by the origin (sfu/rtp/frame-counter.ts), held against what was sent (whole-at-origin.ts).
import { frameShareMetric } from './frame-count-metric.ts';

export const firstMileFrameLoss = frameShareMetric(
  {
    id: 'firstMileFrameLoss',
    label: 'Lost before the origin',
    labelZh: '首公里丢帧率',
    definition: 'Share of the frames sent that did not reach the origin whole, repairs included.',
    source: 'longhaul',
  },
  { from: 'sent', to: 'atOrigin' },
  'the origin did not count frames',
);
