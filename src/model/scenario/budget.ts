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

/**
 * Bound on how much worse than the baseline a number may be, in the metric's unit. With `warnLimit`, a change beyond
 * `limit` but not beyond `warnLimit` only warns.
 */
export interface ChangeLimit {
  readonly metric: MetricId;
  readonly statistic: Statistic;
  readonly unit: Unit;
  readonly limit: number;
  readonly warnLimit?: number;
}

/** Region id to its limits on change; regions without any are absent. */
export type ChangeLimitSet = Readonly<Record<string, readonly ChangeLimit[]>>;
