import { quantileSorted } from 'simple-statistics';
import type { MetricValue, ScorePart, Unit } from '../model/metric.ts';

export const NO_WINDOW = 'the measured window never opened';

export function singleValue(unit: Unit, value: number): MetricValue {
  return Number.isFinite(value) ? { type: 'value', unit, value } : noData(unit, 'the value could not be computed');
}

/** A score never goes without what it is made of. */
export function scoreOf(value: number, madeOf: readonly ScorePart[]): MetricValue {
  return Number.isFinite(value)
    ? { type: 'value', unit: 'score', value, madeOf }
    : noData('score', 'the value could not be computed');
}

export function noData(unit: Unit, reason: string): MetricValue {
  return { type: 'no-data', unit, reason };
}

/** Quantiles interpolate linearly between neighbours (Hyndman and Fan's type 7, as numpy and R do by default). */
export function distributionOf(unit: Unit, values: readonly number[], reasonIfEmpty: string): MetricValue {
  const sorted = values.toSorted((a, b) => a - b);
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

export function medianOf(values: readonly number[]): number | undefined {
  return values.length === 0
    ? undefined
    : quantileSorted(
        values.toSorted((a, b) => a - b),
        0.5,
      );
}
