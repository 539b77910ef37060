// Distance of sound before (+) or after (-) its picture, once a second.
// Source: ITU-R BT.1359-1, including its sign.

import { LAG, LEAD } from '../../model/recording/lip-sync.ts';
import { offsetMetric } from './offset-metric.ts';

export const avOffset = offsetMetric(
  {
    id: 'avOffset',
    label: { en: 'A/V offset', zh: '音画偏差' },
    better: 'neither',
    definition: {
      en: 'How much sound comes before its picture (+) or after it (-): median latency of the frames seen within half a second of a mark, less the latency of the mark. Budgets name audioLead and audioLag.',
      zh: '声音比画面早（+）或晚（-）多少：标记前后半秒内所见帧延迟的中位数，减去该标记的延迟。上限用 audioLead 与 audioLag 设定。',
    },
    source: `ITU-R BT.1359-1 (detectable +${LEAD.detectableMs} / -${LAG.detectableMs} ms, acceptable +${LEAD.acceptableMs} / -${LAG.acceptableMs} ms)`,
    sentence: 'plain',
    margin: 'by-unit',
    errorLaw: { p50: 1.9, p95: 1.1, p99: 1.1, max: 1.1 },
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    defaultBudget: 'none',
  },
  (offsetMs) => offsetMs,
);
