import type { MetricId, MetricValue, SeriesPoint } from './metric.ts';

export interface ViewerMeasurement {
  readonly viewer: string;
  readonly region: string;
  readonly metrics: Readonly<Record<MetricId, MetricValue>>;
  /** Freezes by length (model/freeze-lengths.ts); undefined when the window never opened. */
  readonly freezeLengths?: readonly number[];
  /** Only for metrics that have a course over time. */
  readonly series: Readonly<Record<MetricId, readonly SeriesPoint[]>>;
}

/** Everything measured of one take, one entry a viewer. */
export interface Measurement {
  readonly seed: number;
  readonly viewers: readonly ViewerMeasurement[];
}
