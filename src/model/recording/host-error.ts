import type { MetricId, Statistic } from '../result/metric.ts';

/**
 * How far the machine's contention may have moved each number of a metric, either way, in the metric's unit; 'unknown' where no
 * experiment has told, on a machine that was not quiet. Numbers that nothing moved are absent.
 */
export type NumberErrors = Readonly<Partial<Record<Statistic, number>>> | 'unknown';

/** Errors by metric; metrics of which no number was moved are absent. */
export type HostErrors = Readonly<Record<MetricId, NumberErrors>>;
