import type { MetricId, Statistic } from '../result/metric.ts';

/** Side of a number on which the true one can lie; without it, either. */
export type ErrorSide = 'below' | 'above';

/**
 * How far the machine's contention may have moved each number of a metric, in the metric's unit, and on which side of it the true
 * number lies then; 'unknown' where no experiment has shown it, on a machine that was not quiet. Numbers that nothing moved are absent.
 */
export type NumberErrors = (Readonly<Partial<Record<Statistic, number>>> & { readonly side?: ErrorSide }) | 'unknown';

/** Errors by metric; metrics of which no number was moved are absent. */
export type HostErrors = Readonly<Record<MetricId, NumberErrors>>;
