import type { z } from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';
import type {
  metricIdSchema,
  metricInfoSchema,
  metricValueSchema,
  scorePartSchema,
  seriesPointSchema,
  statisticSchema,
  unitSchema,
} from './schema/metric-schema.ts';

/** Key of a metric in metrics/registry.ts: "latency", "stutterRate". */
export type MetricId = z.infer<typeof metricIdSchema>;

/** Canonical units: ms, fps, fraction (0..1), bit/s, count, pixels, decibels, a similarity up to 1, a score of 1 to 5. */
export type Unit = z.infer<typeof unitSchema>;

/** `value` for metrics that are one number, percentiles for distributions. */
export type Statistic = z.infer<typeof statisticSchema>;

/** One point per second of the measured window; its value is undefined where that second has no data. */
export type SeriesPoint = DeepReadonly<z.infer<typeof seriesPointSchema>>;

/** Number of another metric that went into a score. */
export type ScorePart = DeepReadonly<z.infer<typeof scorePartSchema>>;

/** A number, percentiles, or no data with the reason. */
export type MetricValue = DeepReadonly<z.infer<typeof metricValueSchema>>;

/** Definition of a metric in words, its origin, and which direction is better. */
export type MetricInfo = DeepReadonly<z.infer<typeof metricInfoSchema>>;
