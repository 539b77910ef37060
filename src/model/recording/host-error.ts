import type { MetricId, Statistic } from '../result/metric.ts';

/** Error that an overloaded machine may have added to each statistic of a metric, either way, in the metric's unit. */
export type HostErrors = Readonly<Record<MetricId, Readonly<Partial<Record<Statistic, number>>>>>;
