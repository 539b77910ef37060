// First-mile frame loss: frames sent that never reached the origin whole, so that no viewer could see them.
// Source: ours; a short hole counts exactly, a long one by the packets a frame has: see media/origin/frame-counter.ts.
import { frameShareMetric } from './frame-count-metric.ts';

export const firstMileFrameLoss = frameShareMetric(
  {
    id: 'firstMileFrameLoss',
    label: 'Lost before the origin',
    labelZh: '首公里丢帧率',
    definition: 'Share of the frames sent that did not reach the origin whole, repairs included.',
    source: 'longhaul',
  },
  'sent',
  'atOrigin',
  'the origin did not count frames',
);
