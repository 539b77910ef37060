// concealedSamples over totalSamplesReceived within the window.
// Source: W3C webrtc-stats. Silent concealment is included: after a long loss the decoder fades to silence, which is still an outage.

import { atMost } from '../bound.ts';
import type { ValueMetric } from '../metric.ts';
import type { CounterQuery } from '../series/counters.ts';
import { overCounters } from '../series/over-counters.ts';
import { inboundRtp } from '../series/stats-reports.ts';

type Field = 'concealedSamples' | 'totalSamplesReceived';

const SAMPLES: CounterQuery<Field> = {
  fields: ['concealedSamples', 'totalSamplesReceived'],
  rising: 'totalSamplesReceived',
  select: (reports) => inboundRtp(reports, 'audio'),
};

export const audioConcealment: ValueMetric = {
  id: 'audioConcealment',
  label: { en: 'Audio concealment', zh: '音频丢包补偿率' },
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Share of the sound played that the decoder made up because packets were missing or late, silence included.',
    zh: '因缺包或迟到而由解码器补出的声音所占比例，含静音。',
  },
  source: 'W3C webrtc-stats, inbound-rtp concealedSamples and totalSamplesReceived',
  sentence: {
    en: '{actual} of the sound is made up for missing packets (limit {limit})',
    zh: '{actual} 的声音因缺包由解码器补偿（上限 {limit}）',
  },
  margin: 'by-unit',
  errorLaw: { value: 0.0003, onlyWorse: true },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: { statistic: 'value', ready: atMost(0.02), warn: atMost(0.05), holdsForForeignStreams: true },
  ...overCounters({
    unit: 'fraction',
    query: SAMPLES,
    read: concealedFraction,
    nothingCounted: 'no sound was played out',
  }),
};

function concealedFraction(counted: Readonly<Record<Field, number>>): number | undefined {
  return counted.totalSamplesReceived > 0 ? counted.concealedSamples / counted.totalSamplesReceived : undefined;
}
