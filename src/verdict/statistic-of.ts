import type { MetricValue, Statistic } from '../model/result/metric.ts';

/** Returns a statistic of a value. Any percentile of a single number is that number, so `firstFrame: "p95 < 1.5 s"` means what it seems to. */
export function statisticOf(value: MetricValue | undefined, statistic: Statistic): number | undefined {
  switch (value?.type) {
    case 'value':
      return value.value;
    case 'distribution':
      return statistic === 'value' ? undefined : value[statistic];
    case 'no-data':
    case undefined:
      return undefined;
  }
}
