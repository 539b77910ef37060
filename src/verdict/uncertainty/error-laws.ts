import type { MetricId, Statistic } from '../../model/metric.ts';

/**
 * Viewers' timers of a machine with little else to do (strain.ts). Up to here takes repeat as well as they ever do: what a
 * quiet machine's takes differ by is no error of the machine (docs/validity.md).
 */
export const QUIET_STRAIN_MS = 5;

/**
 * How far each ms of strain beyond that may move a number either way, in the metric's unit: what 95 % of takes under a graded
 * hog stayed below (scripts/strain-takes.ts, scripts/fit-uncertainty.ts; docs/validity.md has the experiment). 0: not moved by
 * any strain up to 29 ms, where takes are void anyway. A number without a law has an error nobody knows.
 */
export const ERROR_LAWS: Readonly<Record<MetricId, Readonly<Partial<Record<Statistic, number>>>>> = {
  joinFailures: { value: 0 },
  joinTime: { value: 4 },
  firstFrame: { value: 9 },
  latency: { p50: 4.2, p95: 5.2, p99: 4.6, max: 4.9 },
  stutterRate: { value: 0 },
  stutterRate600: { value: 0 },
  freezeRate: { value: 0.0004 },
  frameRate: { value: 0.07 },
  frameUnevenness: { value: 0.4 },
};
