import type { VideoSettings } from '../scenario/scenario.ts';

/** The settings of a broadcast that determine its CPU cost. */
export type Picture = Pick<VideoSettings, 'codec' | 'width' | 'height' | 'fps' | 'bitrateBps'>;

/** Outcome of one short take with so many viewers. */
export interface CapacityPoint {
  readonly viewers: number;
  /** Whether the machine kept up with some room to spare. */
  readonly carried: boolean;
  /** Mean over the window of all CPUs together, 0 to 1; undefined where the platform does not report it. */
  readonly busyFraction?: number;
  readonly stealFraction?: number;
  /** Worst p99 lateness in any second of any viewer's 20 ms timer. */
  readonly worstTimerMs?: number;
  /** Validity signals that were raised. */
  readonly signals: readonly string[];
}

/** Cores that a take keeps busy at one picture: a fixed part, and a part per viewer. */
export interface LoadModel {
  readonly sendingCores: number;
  readonly viewerCores: number;
}

/** Number of viewers that one machine carries at one picture, by `doctor --calibrate`. */
export interface MachineCapacity {
  readonly tool: string;
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  readonly machine: { readonly cpuModel: string; readonly cpus: number };
  readonly browser: string;
  readonly picture: Picture;
  /** The largest viewer count that was carried along with every smaller count tried; 0 for none. */
  readonly carries: number;
  /** Line fitted through the points; undefined with fewer than two usable ones. */
  readonly load?: LoadModel;
  /** Points in ascending order of viewers. */
  readonly points: readonly CapacityPoint[];
}
