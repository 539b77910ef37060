import type { DistributionMetric } from '../metric.ts';
import { type OwnProperties, sampledMetric } from '../series/sampled-metric.ts';
import { avOffsets } from './av-offsets.ts';
import { NOBODY_LISTENED } from './sound-gaps.ts';

/** Makes a metric of the A/V offset, or of one side of it, which has bounds of its own: `partMs` turns the other side into 0. */
export function offsetMetric(own: OwnProperties, partMs: (offsetMs: number) => number): DistributionMetric {
  return sampledMetric(own, {
    samplesOf: avOffsets,
    msOf: ({ offsetMs }) => partMs(offsetMs),
    reasonIfEmpty: ({ publisher }) =>
      publisher.marks.length === 0 ? NOBODY_LISTENED : 'sound and picture were never there together',
  });
}
