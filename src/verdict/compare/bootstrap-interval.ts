import { medianSorted, quantileSorted } from 'simple-statistics';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const RESAMPLES = 2000;

/**
 * Percentile bootstrap interval of the median: between the `tail` and 1 - `tail` quantiles of the medians of samples drawn
 * with replacement. With few pairs it is as wide as the data and no wider, so it never decides alone.
 */
export function bootstrapInterval(
  differences: readonly number[],
  tail: number,
  random: () => number,
  resamples = RESAMPLES,
): Interval {
  const sample = new Float64Array(differences.length);
  const medians = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    for (let drawn = 0; drawn < sample.length; drawn++)
      sample[drawn] = differences[Math.floor(random() * differences.length)] as number;
    medians[i] = medianSorted([...sample.sort()]);
  }
  const sorted = [...medians.sort()];
  return { low: quantileSorted(sorted, tail), high: quantileSorted(sorted, 1 - tail) };
}
