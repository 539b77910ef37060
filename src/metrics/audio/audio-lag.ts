// The negative side of the A/V offset: sound after its picture.
// Source: ITU-R BT.1359-1.

import { LAG, LEAD } from '../../model/recording/lip-sync.ts';
import { atMost } from '../bound.ts';
import { offsetMetric } from './offset-metric.ts';

export const audioLag = offsetMetric(
  {
    id: 'audioLag',
    label: { en: 'Sound after picture', zh: '声音滞后画面' },
    better: 'lower',
    definition: {
      en: 'How much sound comes after its picture, mark by mark; 0 where it comes before.',
      zh: '逐个标记计，声音比画面晚多少；声音较早时记 0。',
    },
    source: `ITU-R BT.1359-1 (detectable from ${LAG.detectableMs} ms, acceptable to ${LAG.acceptableMs} ms)`,
    sentence: {
      en: 'the sound comes {actual} after the picture ({statistic}limit {limit})',
      zh: '音画不同步，声音偏晚 {actual}（{statistic}上限 {limit}）',
    },
    // The least offset that anybody notices.
    margin: LEAD.detectableMs,
    errorLaw: { p50: 1.9, p95: 3.9, p99: 3.7, max: 3.7 },
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    // Acceptable by ITU-R BT.1359, at the median: one mark a second is too few for p95.
    defaultBudget: { statistic: 'p50', ready: atMost(LAG.acceptableMs), holdsForForeignStreams: false },
  },
  (offsetMs) => Math.max(0, -offsetMs),
);
