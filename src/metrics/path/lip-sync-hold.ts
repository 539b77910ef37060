// Mean time that a frame was held back so that its sound, which came later, was heard with it: a part of the jitter buffer's.
// Source: W3C webrtc-stats, jitterBufferTargetDelay minus jitterBufferMinimumDelay (what the network alone would need).

import type { ValueMetric } from '../metric.ts';
import { type CounterQuery, countedIn, counterSteps, stepAt } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { inboundRtp } from '../series/stats-reports.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

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
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const total = countedIn(viewer.stats, HELD, window);
    if (total.type === 'no-data') return noData('ms', total.reason);
    const heldMs = msPerFrame(total.counted);
    return heldMs === undefined ? noData('ms', 'no frame was decoded') : singleValue('ms', heldMs);
  },
  series(viewer, take) {
    const steps = counterSteps(viewer.stats, HELD);
    return seriesOver(take, (second) => {
      const step = stepAt(steps, second);
      return step && msPerFrame(step.counted);
    });
  },
};

function msPerFrame(counted: Readonly<Record<Field, number>>): number | undefined {
  const { jitterBufferTargetDelay, jitterBufferMinimumDelay, jitterBufferEmittedCount } = counted;
  return jitterBufferEmittedCount > 0
    ? Math.max(0, ((jitterBufferTargetDelay - jitterBufferMinimumDelay) * 1000) / jitterBufferEmittedCount)
    : undefined;
}
