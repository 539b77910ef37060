import type { Bound, Budget } from '../model/scenario/budget.ts';
import { STUTTER_LIMIT } from '../model/scenario/stutter-limit.ts';

const atMost = (limit: number): Bound => ({ comparison: '<=', limit });
const atLeast = (limit: number): Bound => ({ comparison: '>=', limit });
const byDefault = (budget: Omit<Budget, 'origin'>): Budget => ({ ...budget, origin: 'default' });

/**
 * What a broadcast must meet unless its scenario says otherwise. These are our assumptions about an interactive live
 * stream, not a standard; each can be set for all regions or one. Bounds are absolute, whatever the broadcast asks for.
 */
export const defaultBudgets: readonly Budget[] = [
  byDefault({ metric: 'joinFailures', statistic: 'value', unit: 'count', ready: atMost(0) }),
  // A join over 250 ms of round trip takes about 1.5 s by itself: such a region warns, it does not fail.
  byDefault({ metric: 'firstFrame', statistic: 'value', unit: 'ms', ready: atMost(1500), warn: atMost(3000) }),
  // Brazil and Nigeria need 190-240 ms one way before anything else; the rest is for loss, queues and the jitter buffer.
  byDefault({ metric: 'latency', statistic: 'p95', unit: 'ms', ready: atMost(800) }),
  byDefault({
    metric: 'stutterRate',
    statistic: 'value',
    unit: 'fraction',
    ready: atMost(STUTTER_LIMIT.picture),
    warn: atMost(0.05),
  }),
  // Catches what stutterRate does not: a slow but even picture. Low enough for a 25 fps broadcast that loses some frames.
  byDefault({ metric: 'frameRate', statistic: 'value', unit: 'fps', ready: atLeast(20), warn: atLeast(12) }),
  byDefault({
    metric: 'audioConcealment',
    statistic: 'value',
    unit: 'fraction',
    ready: atMost(0.02),
    warn: atMost(0.05),
  }),
  byDefault({
    metric: 'audioStutterRate',
    statistic: 'value',
    unit: 'fraction',
    ready: atMost(STUTTER_LIMIT.sound),
    warn: atMost(0.05),
  }),
  // What ITU-R BT.1359 calls acceptable, at the median: a mark a second is too few for p95. Early sound beyond it warns first:
  // players take ten seconds and more to bring the two together, which weighs in a short window (docs/measurement.md).
  byDefault({ metric: 'audioLead', statistic: 'p50', unit: 'ms', ready: atMost(90), warn: atMost(185) }),
  byDefault({ metric: 'audioLag', statistic: 'p50', unit: 'ms', ready: atMost(185) }),
];

/** Of these, what browsers tell of any stream: ours bears marks, another's does not. */
const OF_ANY_STREAM = ['joinFailures', 'firstFrame', 'audioConcealment'];

export const foreignDefaultBudgets: readonly Budget[] = defaultBudgets.filter(({ metric }) =>
  OF_ANY_STREAM.includes(metric),
);
