import type { MetricId, Statistic, Unit } from '../result/metric.ts';

export type Comparison = '<' | '<=' | '>' | '>=';

/** `actual <comparison> limit`, in the metric's own unit. */
export interface Bound {
  readonly comparison: Comparison;
  readonly limit: number;
}

/** A bound on one statistic of one metric. Meeting `ready` passes; meeting only `warn` warns; meeting neither fails. */
export interface Budget {
  readonly metric: MetricId;
  readonly statistic: Statistic;
  readonly unit: Unit;
  readonly ready: Bound;
  readonly warn?: Bound;
  /** 'default' when the scenario did not set it. */
  readonly origin: 'scenario' | 'default';
}

/** Region id to its full list of budgets (defaults, then `all`, then the region's own, already merged). */
export type BudgetSet = Readonly<Record<string, readonly Budget[]>>;

/** How much worse than the baseline's a number may be, in its own unit. Worse by `limit` but not by `warnLimit` only warns. */
export interface ChangeLimit {
  readonly metric: MetricId;
  readonly statistic: Statistic;
  readonly unit: Unit;
  readonly limit: number;
  readonly warnLimit?: number;
}

/** Region id to its limits on change; a region without any is not there. */
export type ChangeLimitSet = Readonly<Record<string, readonly ChangeLimit[]>>;
