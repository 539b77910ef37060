import { medianOf } from '../../metrics/series/values.ts';
import type { Part } from './statistics/level-changes.ts';
import { type KnownNoise, varianceOf } from './statistics/shape-statistics.ts';

/** Values' worth of what is known from others: as much as three weeks of nightly rehearsals say. */
const WORTH = 20;
/** So many alike are needed to speak of their noise. */
const LEAST_ALIKE = 4;
/** A series may be so constant on either side of a step that there is no noise to hold it against: this part of the margin. */
const LEAST_NOISE = 0.01;

/**
 * What the noise of each series is likely to be: that of the same metric in other regions (it has the same margin), where these are
 * alike. A variance from two dozen values is known to a third only; the largest of sixty would often be large for want of noise.
 * It is the same in whatever order the values come, so that the shuffles stay fair.
 */
export function knownNoises(parts: readonly Part[]): ReadonlyMap<Part, KnownNoise> {
  const noises = new Map<Part, KnownNoise>();
  for (const margin of new Set(parts.map((part) => part.margin))) {
    const alike = parts.filter((part) => part.margin === margin);
    const least = (margin * LEAST_NOISE) ** 2;
    const variances = alike.map(({ residuals, shapes }) => Math.max(least, varianceOf(residuals, shapes)));
    const lengths = alike.map(({ residuals }) => residuals.length);
    const isAlike = alike.length >= LEAST_ALIKE && spreadOf(variances) <= (2 * 2) / (Math.min(...lengths) - 1);
    const known = { variance: medianOf(variances) ?? least, values: WORTH };
    for (const part of alike) noises.set(part, isAlike ? known : { variance: least, values: 1 });
  }
  return noises;
}

/** Variance of the logarithms, by their median deviation: one that broke does not count. Of n values' own it is 2 / (n - 1). */
function spreadOf(variances: readonly number[]): number {
  const logs = variances.map(Math.log);
  const middle = medianOf(logs) ?? 0;
  return ((medianOf(logs.map((log) => Math.abs(log - middle))) ?? 0) * 1.4826) ** 2;
}
