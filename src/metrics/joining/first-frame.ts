// First frame: from the start of the viewer's first attempt to join to its first decoded frame.
// Source: ours. A viewer that never saw one has no first frame: no-data here, which passes no budget, and stutterRate 1.

import type { Metric } from '../metric.ts';
import { noData, singleValue } from '../series/values.ts';
import { firstEvent, NEVER_TRIED } from './joining.ts';

export const firstFrame: Metric = {
  id: 'firstFrame',
  label: 'First frame',
  labelZh: '首帧耗时',
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: "From the start of the viewer's first attempt to join to its first decoded frame.",
  source: 'longhaul',
  measure(viewer) {
    const started = firstEvent(viewer, 'join-started');
    if (started === undefined) return noData('ms', NEVER_TRIED);
    // The frame itself, stamped where it was decoded; the event only if no time code of it was kept.
    const firstMs = viewer.frames.seenMs[0] ?? firstEvent(viewer, 'first-frame')?.atMs;
    return firstMs === undefined
      ? noData('ms', 'the viewer never saw a frame')
      : singleValue('ms', firstMs - started.atMs);
  },
};
