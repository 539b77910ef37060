// Audio lead: how much sound comes before its picture, 0 when it comes after: the + side of the A/V offset.
// Source: ITU-R BT.1359-1: detectable from 45 ms, acceptable to 90 ms.
import { offsetMetric } from './offset-metric.ts';

export const audioLead = offsetMetric(
  {
    id: 'audioLead',
    label: 'Sound before picture',
    labelZh: '声音超前画面',
    definition: 'How much sound comes before its picture, mark by mark; 0 where it comes after.',
    source: 'ITU-R BT.1359-1 (detectable from 45 ms, acceptable to 90 ms)',
  },
  (offsetMs) => Math.max(0, offsetMs),
);
