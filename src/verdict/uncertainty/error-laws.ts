import type { MetricId, Statistic } from '../../model/result/metric.ts';

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
  joinTime: { value: 4.2 },
  firstFrame: { value: 8 },
  latency: { p50: 2.4, p95: 4, p99: 3.3, max: 3.9 },
  stutterRate: { value: 0 },
  stutterRate200: { value: 0 },
  stutterRate600: { value: 0 },
  freezeCount: { value: 0 },
  freezeRate: { value: 0 },
  goodMinutes: { value: 0 },
  frameRate: { value: 0.07 },
  frameUnevenness: { value: 0.38 },
  frameLoss: { value: 0.000013 },
  networkFrameLoss: { value: 0.000013 },
  publisherFrameSkips: { value: 0.0021 },
  pictureHeight: { value: 0 },
  clarity: { value: 0.00033 },
  clarityPsnr: { value: 0.031 },
  packetLoss: { value: 0 },
  roundTripTime: { p50: 0.24, p95: 0.21, p99: 0.21, max: 0.21 },
  decodeTime: { value: 0.03 },
  videoBitrate: { value: 630 },
  audioBitrate: { value: 16 },
  audioConcealment: { value: 0.0003 },
  audioStutterRate: { value: 0 },
  audioLatency: { p50: 4.6, p95: 6.5, p99: 6.9, max: 7 },
  longestAudioGap: { value: 2.1 },
  avOffset: { p50: 1.9, p95: 1.1, p99: 1.1, max: 1.1 },
  audioLead: { p50: 0, p95: 0, p99: 0, max: 0 },
  audioLag: { p50: 1.9, p95: 3.9, p99: 3.7, max: 3.7 },
  videoScore: { value: 0.011 },
  audioScore: { value: 0.014 },
};
