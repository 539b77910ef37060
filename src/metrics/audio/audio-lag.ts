// Audio lag: how much sound comes after its picture, 0 when it comes before: the - side of the A/V offset.
// Source: ITU-R BT.1359-1: detectable from 125 ms, acceptable to 185 ms.
import { offsetMetric } from './offset-metric.ts';

export const audioLag = offsetMetric(
  {
    id: 'audioLag',
    label: 'Sound after picture',
    labelZh: '声音滞后画面',
    definition: 'How much sound comes after its picture, mark by mark; 0 where it comes before.',
    source: 'ITU-R BT.1359-1 (detectable from 125 ms, acceptable to 185 ms)',
  },
  (offsetMs) => Math.max(0, -offsetMs),
);
