import type { MetricInfo, Statistic } from '../../model/result/metric.ts';
import type { TakeResult } from '../../model/result/result.ts';
import type { ChangeLimitSet } from '../../model/scenario/budget.ts';
import { CONNECTING_PART } from './own-joins.ts';

/** One number that is compared between both arms. */
export interface MeasuredNumber {
  readonly region: string;
  readonly metric: MetricInfo;
  readonly statistic: Statistic;
  readonly better: 'lower' | 'higher';
  readonly margin: number;
  /** A worsening by the margin that is certainly below this only warns. */
  readonly warnMargin?: number;
  readonly isBudgeted: boolean;
  /** Metric of a part that differs by chance alone: both arms are given the mean of both. */
  readonly chancePart?: string;
}

export interface NumberOptions {
  readonly regions: readonly string[];
  readonly metrics: readonly MetricInfo[];
  readonly takes: readonly TakeResult[];
  readonly changeLimits: ChangeLimitSet;
  readonly marginOf: (metric: MetricInfo) => number | undefined;
  /** Regions in which connecting owes nothing to the encoder (own-joins.ts); none unless set. */
  readonly ownJoins?: ReadonlySet<string>;
}

/**
 * Lists what is compared: for each region the budgets that its takes were judged by, then the other metrics it was measured by.
 * Metrics without a better direction, or without a margin, are left out.
 */
export function measuredNumbers(options: NumberOptions): readonly MeasuredNumber[] {
  const { regions, metrics } = options;
  const budgeted = regions.flatMap((region) => budgetedIn(region, options));
  const known = new Set(budgeted.map(({ region, metric }) => `${region} ${metric.id}`));
  const others = regions.flatMap((region) =>
    metrics
      .filter(({ id }) => !known.has(`${region} ${id}`))
      .flatMap((metric) => numberOf(region, metric, metric.shape === 'value' ? 'value' : 'p50', false, options)),
  );
  return [...budgeted, ...others];
}

function budgetedIn(region: string, options: NumberOptions): readonly MeasuredNumber[] {
  const byKey = new Map<string, MeasuredNumber>();
  const judged = options.takes.flatMap(({ verdicts }) => verdicts.filter((verdict) => verdict.region === region));
  for (const { metric: id, statistic } of [...judged, ...(options.changeLimits[region] ?? [])]) {
    const metric = options.metrics.find((each) => each.id === id);
    const [number] = metric === undefined ? [] : numberOf(region, metric, statistic, true, options);
    if (number !== undefined) byKey.set(`${id} ${statistic}`, number);
  }
  return [...byKey.values()];
}

function numberOf(
  region: string,
  metric: MetricInfo,
  statistic: Statistic,
  isBudgeted: boolean,
  { marginOf, changeLimits, ownJoins }: NumberOptions,
): readonly MeasuredNumber[] {
  const { better } = metric;
  const set = changeLimits[region]?.find((limit) => limit.metric === metric.id && limit.statistic === statistic);
  const margin = set?.limit ?? marginOf(metric);
  if (better === 'neither' || margin === undefined) return [];
  const warnMargin = set?.warnLimit === undefined ? {} : { warnMargin: set.warnLimit };
  const part = ownJoins?.has(region) === true ? CONNECTING_PART[metric.id] : undefined;
  const chancePart = part === undefined ? {} : { chancePart: part };
  return [{ region, metric, statistic, better, margin, ...warnMargin, isBudgeted, ...chancePart }];
}
