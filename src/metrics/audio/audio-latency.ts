// Time from the publisher making a mark in the sound to the viewer playing it out, once a second.
// Source: ours; a matched filter finds the chirp (browser/audio/mark-finder.ts) to within a 10 ms block.

import { sampledMetric } from '../series/sampled-metric.ts';
import { NOBODY_LISTENED } from './sound-gaps.ts';
import { soundLatencies } from './sound-latencies.ts';

export const audioLatency = sampledMetric(
  {
    id: 'audioLatency',
    label: { en: 'Audio latency', zh: '音频延迟' },
    better: 'lower',
    definition: {
      en: "From a mark's making in the publisher's sound to its being played out at the viewer, one mark a second.",
      zh: '推流端声音中的标记从发出到在观众端播放的时间，每秒一个标记。',
    },
    source: 'longhaul',
    sentence: {
      en: 'the sound arrives {actual} late ({statistic}limit {limit})',
      zh: '声音延迟 {actual}（{statistic}上限 {limit}）',
    },
    margin: 'by-unit',
    errorLaw: { p50: 4.6, p95: 6.5, p99: 6.9, max: 7, onlyWorse: true },
    prominence: 'ordinary',
    evidence: [],
    improvesWithBitrate: false,
    defaultBudget: 'none',
  },
  {
    samplesOf: soundLatencies,
    msOf: ({ latencyMs }) => latencyMs,
    reasonIfEmpty: ({ publisher }) =>
      publisher.marks.length === 0 ? NOBODY_LISTENED : 'no mark in the sound was heard in the measured time',
  },
);
