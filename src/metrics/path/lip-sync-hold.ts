// Mean time that a frame was held back so that its sound, which came later, was heard with it: a part of the jitter buffer's.
// Source: W3C webrtc-stats, jitterBufferTargetDelay minus jitterBufferMinimumDelay (what the network alone would need).

import type { ValueMetric } from '../metric.ts';
import type { CounterQuery } from '../series/counters.ts';
import { overCounters } from '../series/over-counters.ts';
import { inboundRtp } from '../series/stats-reports.ts';

type Field = 'jitterBufferTargetDelay' | 'jitterBufferMinimumDelay' | 'jitterBufferEmittedCount';

const HELD: CounterQuery<Field> = {
  fields: ['jitterBufferTargetDelay', 'jitterBufferMinimumDelay', 'jitterBufferEmittedCount'],
  rising: 'jitterBufferEmittedCount',
  select: (reports) => inboundRtp(reports, 'video'),
};

export const lipSyncHold: ValueMetric = {
  id: 'lipSyncHold',
  label: { en: 'Held back for the sound', zh: '画面等待声音' },
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Of the time in the jitter buffer, the mean part for which a frame was held back so that its later sound was heard with it. Browsers raise it in steps until half a minute after the join.',
    zh: '抖动缓冲时间中，为与较晚到达的声音同步而推迟画面的平均部分；浏览器在加入后约半分钟内逐级增加。',
  },
  source:
    'W3C webrtc-stats, inbound-rtp jitterBufferTargetDelay, jitterBufferMinimumDelay and jitterBufferEmittedCount',
  sentence: {
    en: 'the picture is held back for its sound by {actual} (limit {limit})',
    zh: '画面为等待声音推迟 {actual}（上限 {limit}）',
  },
  margin: 'by-unit',
  errorLaw: 'unknown',
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  ...overCounters({ unit: 'ms', query: HELD, read: msPerFrame, nothingCounted: 'no frame was decoded' }),
};

function msPerFrame(counted: Readonly<Record<Field, number>>): number | undefined {
  const { jitterBufferTargetDelay, jitterBufferMinimumDelay, jitterBufferEmittedCount } = counted;
  return jitterBufferEmittedCount > 0
    ? Math.max(0, ((jitterBufferTargetDelay - jitterBufferMinimumDelay) * 1000) / jitterBufferEmittedCount)
    : undefined;
}
