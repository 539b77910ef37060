import type { Change } from '../../model/encoder-comparison.ts';
import type { MetricInfo } from '../../model/metric.ts';
import { metricLabel } from '../explain.ts';
import { formatQuantity, formatStatistic } from '../format.ts';
import { type NamedRegion, regionName } from '../region-name.ts';
import type { Text } from '../words.ts';
import { formatDifference, formatInterval, formatP } from './format-change.ts';

/** A change as every format shows it. */
export interface ChangeRow {
  readonly region: Text;
  readonly label: Text;
  readonly baseline: string;
  readonly candidate: string;
  readonly difference: string;
  readonly interval: string;
  readonly margin: string;
  readonly p: string;
  readonly change: Change;
}

/** Labels of regions and metrics, from the result that was compared. */
export interface Labels {
  readonly regions: readonly NamedRegion[];
  readonly metrics: readonly MetricInfo[];
}

export function changeRow(change: Change, { regions, metrics }: Labels): ChangeRow {
  const metric = metricLabel({ metrics }, change.metric);
  const statistic = formatStatistic(change.statistic).trimEnd();
  return {
    region: regionName(regions, change.region),
    label: statistic === '' ? metric : { en: `${metric.en} ${statistic}`, zh: `${metric.zh} ${statistic}` },
    baseline: formatQuantity(change.baseline, change.unit),
    candidate: formatQuantity(change.candidate, change.unit),
    difference: formatDifference(change.difference, change.unit),
    interval: formatInterval(change),
    margin: formatDifference(change.margin, change.unit).slice(1),
    p: formatP(change),
    change,
  };
}
