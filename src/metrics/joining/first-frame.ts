// Time from the start of the viewer's first attempt to join to its first decoded frame.
// Source: ours. A viewer that never saw a frame has no data here, which passes no budget, and a stutterRate of 1.

import { atMost } from '../bound.ts';
import type { ValueMetric } from '../metric.ts';
import { noData, singleValue } from '../series/values.ts';
import { firstEvent, NEVER_TRIED } from './joining.ts';

export const firstFrame: ValueMetric = {
  id: 'firstFrame',
  label: { en: 'First frame', zh: '首帧耗时' },
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: {
    en: "From the start of the viewer's first attempt to join to its first decoded frame.",
    zh: '从观众第一次尝试加入到解码出第一帧的时间。',
  },
  source: 'longhaul',
  sentence: {
    en: 'viewers wait {actual} for the first picture ({statistic}limit {limit})',
    zh: '观众等待首帧 {actual}（{statistic}上限 {limit}）',
  },
  // Repeats of a take differ by 170 to 260 ms; of those who wait beyond two seconds, 5.8 % leave with each second more (Krishnan &
  // Sitaraman, IMC 2012).
  margin: 500,
  errorLaw: { value: 8, onlyWorse: true },
  prominence: 5,
  evidence: [],
  improvesWithBitrate: false,
  // A join over 250 ms of round trip takes about 1.5 s by itself: such a region warns, it does not fail.
  defaultBudget: { statistic: 'value', ready: atMost(1500), warn: atMost(3000), holdsForForeignStreams: true },
  measure(viewer) {
    const started = firstEvent(viewer, 'join-started');
    if (started === undefined) return noData('ms', NEVER_TRIED);
    // Prefers the frame itself, stamped where it was decoded, over the event, which serves if no time code was kept.
    const firstMs = viewer.frames.seenMs[0] ?? firstEvent(viewer, 'first-frame')?.atMs;
    return firstMs === undefined
      ? noData('ms', 'the viewer never saw a frame')
      : singleValue('ms', firstMs - started.atMs);
  },
};
