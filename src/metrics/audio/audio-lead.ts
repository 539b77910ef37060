// The positive side of the A/V offset: sound before its picture.
// Source: ITU-R BT.1359-1.

import { LEAD } from '../../model/recording/lip-sync.ts';
import { atMost } from '../bound.ts';
import { offsetMetric } from './offset-metric.ts';

export const audioLead = offsetMetric(
  {
    id: 'audioLead',
    label: { en: 'Sound before picture', zh: '声音超前画面' },
    better: 'lower',
    definition: {
      en: 'How much sound comes before its picture, mark by mark; 0 where it comes after.',
      zh: '逐个标记计，声音比画面早多少；声音较晚时记 0。',
    },
    source: `ITU-R BT.1359-1 (detectable from ${LEAD.detectableMs} ms, acceptable to ${LEAD.acceptableMs} ms)`,
    sentence: {
      en: 'the sound comes {actual} before the picture ({statistic}limit {limit})',
      zh: '音画不同步，声音偏早 {actual}（{statistic}上限 {limit}）',
    },
    // The least offset that anybody notices.
    margin: LEAD.detectableMs,
    errorLaw: { p50: 0, p95: 0, p99: 0, max: 0 },
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    // Acceptable by ITU-R BT.1359, at the median: one mark a second is too few for p95. Early sound beyond it warns first:
    // players take ten seconds and more to align the two, which weighs in a short window (docs/measurement.md).
    defaultBudget: {
      statistic: 'p50',
      ready: atMost(LEAD.acceptableMs),
      warn: atMost(185),
      holdsForForeignStreams: false,
    },
  },
  (offsetMs) => Math.max(0, offsetMs),
);
