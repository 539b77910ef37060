import { quantileSorted } from 'simple-statistics';
import type { MetricValue, ScorePart, Unit } from '../../model/result/metric.ts';

export const NO_WINDOW = 'the measured window never opened';

export function singleValue(unit: Unit, value: number): MetricValue {
  return Number.isFinite(value) ? { type: 'value', unit, value } : noData(unit, 'the value could not be computed');
}

/** Makes the value of a score, which always comes with the numbers it is made of. */
export function scoreOf(value: number, madeOf: readonly ScorePart[]): MetricValue {
  return Number.isFinite(value)
    ? { type: 'value', unit: 'score', value, madeOf }
    : noData('score', 'the value could not be computed');
}

export function noData(unit: Unit, reason: string): MetricValue {
  return { type: 'no-data', unit, reason };
}

/** Summarizes values by quantiles, interpolated linearly (Hyndman and Fan's type 7, the default of numpy and R). */
export function distributionOf(unit: Unit, values: ArrayLike<number>, reasonIfEmpty: string): MetricValue {
  const sorted = sortedNumbers(values);
  const max = sorted.at(-1);
  if (max === undefined) return noData(unit, reasonIfEmpty);
  return {
    type: 'distribution',
    unit,
    count: sorted.length,
    p50: quantileSorted(sorted, 0.5),
    p95: quantileSorted(sorted, 0.95),
    p99: quantileSorted(sorted, 0.99),
    max,
  };
}

export function medianOf(values: ArrayLike<number>): number | undefined {
  const sorted = sortedNumbers(values);
  return sorted.length === 0 ? undefined : quantileSorted(sorted, 0.5);
}

/** Returns the mean; undefined of none. */
export function meanOf(values: Iterable<number> & { readonly length: number }): number | undefined {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? undefined : sum / values.length;
}

/** Memory in which values are sorted: a viewer's hour is sorted a hundred thousand times, a second or all of it at once. */
let scratch = new Float64Array(1024);

/**
 * Sorts with a typed array's own numeric order, which takes a tenth of the time of a sort with a comparator. The next call
 * overwrites the result.
 */
function sortedNumbers(values: ArrayLike<number>): number[] {
  if (values.length > scratch.length) scratch = new Float64Array(2 * values.length);
  scratch.set(values);
  // quantileSorted only reads a length and numbers by index, which a typed array has.
  return scratch.subarray(0, values.length).sort() as unknown as number[];
}
