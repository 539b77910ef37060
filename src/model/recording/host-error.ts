import type { MetricId, Statistic } from '../result/metric.ts';

/** Metric to how far the machine's strain may have moved each of its numbers, either way, in the metric's unit. */
export type HostErrors = Readonly<Record<MetricId, Readonly<Partial<Record<Statistic, number>>>>>;
