import { quantile } from 'simple-statistics';
import { latency } from '../../../metrics/path/latency.ts';
import { badSeconds } from './bad-seconds.ts';
import { joinNear } from './join-near.ts';
import type { SymptomFinder } from './symptom.ts';

/** Rise that counts, ms: five times what repeats of a take differ by at most (metrics/path/latency.ts). Assumption. */
const LEAST_RISE_MS = 150;
/** Rise that counts as a share of the usual latency: a long path varies by more. Assumption. */
const LEAST_RISE_SHARE = 0.4;
/** Quantile of the seconds that stands for the usual: a latency that was high for most of the time is no less high. */
const USUAL = 0.25;
/** With fewer seconds nothing is usual. */
const ENOUGH_SECONDS = 5;

/** Finds the seconds in which the picture came much later than it usually does to this viewer. */
export const latencyJumps: SymptomFinder = (viewer, take, window) => {
  const points = latency.series?.(viewer, take) ?? [];
  const known = points.flatMap(({ value }) => value ?? []);
  if (known.length < ENOUGH_SECONDS) return [];
  const usual = quantile(known, USUAL);
  const bound = usual + Math.max(LEAST_RISE_MS, LEAST_RISE_SHARE * usual);
  return joinNear(
    badSeconds(points, window, 1, (value) => value > bound).map(({ fromMs, toMs, values }) => ({
      ...{ fromMs, toMs, kind: 'latency', metric: latency.id, unit: 'ms', usual, times: 1 },
      value: Math.max(...values),
    })),
    (value, than) => value > than,
  );
};
