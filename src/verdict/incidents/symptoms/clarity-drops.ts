import { quantile } from 'simple-statistics';
import { clarity } from '../../../metrics/picture/clarity.ts';
import { badSeconds } from './bad-seconds.ts';
import { joinNear } from './join-near.ts';
import type { SymptomFinder } from './symptom.ts';

/** Drop that counts: about 3 dB, five times the least that viewers notice side by side (metrics/picture/clarity.ts). Assumption. */
const LEAST_DROP = 0.05;
/** Seconds in a row that count: the picture after a cut is blurred for a moment with every encoder. */
const LEAST_SECONDS = 3;
const USUAL = 0.5;
const ENOUGH_SECONDS = 5;

/** Finds the seconds in which the picture was much less like the original than it usually is. */
export const clarityDrops: SymptomFinder = (viewer, take, window) => {
  const points = clarity.series?.(viewer, take) ?? [];
  const known = points.flatMap(({ value }) => value ?? []);
  if (known.length < ENOUGH_SECONDS) return [];
  const usual = quantile(known, USUAL);
  return joinNear(
    badSeconds(points, window, LEAST_SECONDS, (value) => value < usual - LEAST_DROP).map(
      ({ fromMs, toMs, values }) => ({
        ...{ fromMs, toMs, kind: 'clarity', metric: clarity.id, unit: 'similarity', usual, times: 1 },
        value: Math.min(...values),
      }),
    ),
    (value, than) => value < than,
  );
};
