import type { Change } from '../../model/result/encoder-comparison.ts';
import type { MetricInfo } from '../../model/result/metric.ts';
import { metricLabel } from '../facts/explain.ts';
import { CHANGE_WORDS } from '../messages/comparison-words.ts';
import { fill, NO_DATA_TEXT, plain, type Text } from '../messages/words.ts';
import { formatStatistic, quantityText } from '../text/format.ts';
import { type NamedRegion, regionName } from '../text/names.ts';
import { formatDifference, formatInterval, formatP } from './format-change.ts';

/** A change, formatted the same for every report format. */
export interface ChangeRow {
  readonly region: Text;
  readonly label: Text;
  readonly baseline: Text;
  readonly candidate: Text;
  readonly difference: Text;
  readonly interval: Text;
  readonly margin: string;
  readonly p: Text;
  readonly change: Change;
}

/** Names of regions and metrics, from the result that was compared. */
export interface Labels {
  readonly regions: readonly NamedRegion[];
  readonly metrics: readonly MetricInfo[];
}

/** Formats a change. */
export function changeRow(change: Change, { regions, metrics }: Labels): ChangeRow {
  const metric = metricLabel({ metrics }, change.metric);
  const statistic = formatStatistic(change.statistic).trimEnd();
  return {
    region: regionName(regions, change.region),
    label: statistic === '' ? metric : { en: `${metric.en} ${statistic}`, zh: `${metric.zh} ${statistic}` },
    baseline: quantityText(change.baseline, change.unit),
    candidate: quantityText(change.candidate, change.unit),
    difference: differenceText(change),
    interval: formatInterval(change),
    margin: formatDifference(change.margin, change.unit).slice(1),
    p: formatP(change),
    change,
  };
}

/** Formats the median difference; if only the mean is beyond the margin (a minority of the seeds is much worse), the mean. */
function differenceText({ difference, meanDifference, unit, margin, outcome }: Change): Text {
  const isOfMinority =
    Math.abs(difference ?? 0) < margin * (1 - 1e-9) && Math.abs(meanDifference ?? 0) >= margin * (1 - 1e-9);
  const shown = (value: number | undefined) =>
    value === undefined ? NO_DATA_TEXT : plain(formatDifference(value, unit));
  if (!isOfMinority || outcome === 'no-worse') return shown(difference);
  return fill(CHANGE_WORDS.inTheMean, { difference: shown(meanDifference) });
}
