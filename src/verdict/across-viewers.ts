import { quantile } from 'simple-statistics';
import type { Measurement } from '../model/result/measurement.ts';
import type { AcrossViewers, Verdict } from '../model/result/verdict.ts';
import { statisticOf } from './statistic-of.ts';

/**
 * Returns, for each verdict on a region, how its number spreads over the region's viewers in all these takes: the median, and the
 * value that 19 of 20 are no worse than. Numbers that fewer than two viewers have are left out, since one value has no spread.
 */
export function acrossViewers(takes: readonly Measurement[], verdicts: readonly Verdict[]): readonly AcrossViewers[] {
  return verdicts.flatMap(({ region, metric, statistic, unit, comparison }) => {
    const viewers = takes.flatMap((take) => take.viewers.filter((viewer) => viewer.region === region));
    const values = viewers.flatMap(({ metrics }) => {
      const value = metrics[metric];
      return value === undefined || value.type === 'no-data' ? [] : (statisticOf(value, statistic) ?? []);
    });
    if (values.length < 2) return [];
    const lowerIsBetter = comparison.startsWith('<');
    return [
      {
        ...{ region, metric, statistic, unit, views: values.length, withoutNumber: viewers.length - values.length },
        median: quantile(values, 0.5),
        nineteenOfTwenty: quantile(values, lowerIsBetter ? 0.95 : 0.05),
      },
    ];
  });
}
