import { medianOf } from '../../../metrics/series/values.ts';
import { type KnownNoise, type Part, varianceOf } from './shape-statistics.ts';

/** Weight of the noise known from other series, in values: as much as three weeks of nightly rehearsals have. */
const WEIGHT = 20;
/** Fewest alike series from which their common noise is estimated. */
const LEAST_ALIKE = 4;
/** Least noise, as a share of the margin: a series may be so constant on either side of a step that it has none of its own. */
const LEAST_NOISE = 0.01;

/**
 * Estimates the noise of each series from the same metric in other regions (with the same margin), if these are alike. A variance
 * from two dozen values is only known to within a third; the largest statistic of sixty would often be large for lack of noise.
 * The estimate does not depend on the order of the values, so that shuffles stay fair.
 */
export function estimateNoises(parts: readonly Part[]): ReadonlyMap<Part, KnownNoise> {
  const noises = new Map<Part, KnownNoise>();
  for (const margin of new Set(parts.map((part) => part.margin))) {
    const alike = parts.filter((part) => part.margin === margin);
    const least = (margin * LEAST_NOISE) ** 2;
    const variances = alike.map(({ residuals, shapes }) => Math.max(least, varianceOf(residuals, shapes)));
    const lengths = alike.map(({ residuals }) => residuals.length);
    const isAlike = alike.length >= LEAST_ALIKE && spreadOf(variances) <= (2 * 2) / (Math.min(...lengths) - 1);
    const known = { variance: medianOf(variances) ?? least, values: WEIGHT };
    for (const part of alike) noises.set(part, isAlike ? known : { variance: least, values: 1 });
  }
  return noises;
}

/** Returns the variance of the logarithms by their median deviation, robust to one outlier. For n values' variances it is 2 / (n - 1). */
function spreadOf(variances: readonly number[]): number {
  const logs = variances.map(Math.log);
  const middle = medianOf(logs) ?? 0;
  return ((medianOf(logs.map((log) => Math.abs(log - middle))) ?? 0) * 1.4826) ** 2;
}
