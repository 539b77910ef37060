import { meanOf } from '../metrics/series/values.ts';
import type { MetricId, MetricValue, Statistic } from '../model/result/metric.ts';

/** Returns a statistic of a value. Any percentile of a single number is that number, so `firstFrame: "p95 < 1.5 s"` means what it seems to. */
export function statisticOf(value: MetricValue | undefined, statistic: Statistic): number | undefined {
  switch (value?.type) {
    case 'value':
      return value.value;
    case 'distribution':
      // Nothing has no percentiles, whatever is written.
      return statistic === 'value' || value.count === 0 ? undefined : value[statistic];
    case 'no-data':
    case undefined:
      return undefined;
  }
}

interface Viewers {
  readonly viewers: readonly { readonly region: string; readonly metrics: Readonly<Record<MetricId, MetricValue>> }[];
}

/** Returns the mean over the region's viewers; undefined unless each has the number: of some it would not be of the same people. */
export function regionMean(
  { viewers }: Viewers,
  region: string,
  id: MetricId,
  statistic: Statistic,
): number | undefined {
  const own = viewers.filter((viewer) => viewer.region === region);
  const values = own.flatMap(({ metrics }) => statisticOf(metrics[id], statistic) ?? []);
  return values.length < own.length ? undefined : meanOf(values);
}
