import type { JitterBuffer } from './jitter-buffer.ts';
import type { LatencyStages } from './latency-stages.ts';
import type { MetricId, MetricValue, SeriesPoint } from './metric.ts';
import type { Presence } from './presence.ts';
import type { SoundSync } from './sound-sync.ts';

/** Everything measured for one viewer. */
export interface ViewerMeasurement {
  readonly viewer: string;
  readonly region: string;
  /** Undefined for a viewer who was there throughout. */
  readonly presence?: Presence;
  readonly metrics: Readonly<Record<MetricId, MetricValue>>;
  /** Freezes by length (freeze-lengths.ts); undefined when the window never opened. */
  readonly freezeLengths?: readonly number[];
  /** Undefined where no origin of ours stamped frames on their way. */
  readonly latencyStages?: LatencyStages;
  /** Undefined when the window never opened. */
  readonly jitterBuffer?: JitterBuffer;
  /** Undefined where too few marks were heard before the window. */
  readonly soundSync?: SoundSync;
  /** Values second by second; only metrics that have a course over time. */
  readonly series: Readonly<Record<MetricId, readonly SeriesPoint[]>>;
}

/** Everything measured in one take, one entry per viewer. */
export interface Measurement {
  readonly seed: number;
  readonly viewers: readonly ViewerMeasurement[];
}
