import type { VideoSettings } from '../scenario/scenario.ts';

/** What of a broadcast decides how much CPU it costs. */
export type Picture = Pick<VideoSettings, 'codec' | 'width' | 'height' | 'fps' | 'bitrateBps'>;

/** One short take with so many viewers. */
export interface CapacityPoint {
  readonly viewers: number;
  /** The machine kept up, with some room to spare. */
  readonly carried: boolean;
  /** Mean over the window, of all CPUs together; undefined where the platform does not tell. */
  readonly busyFraction?: number;
  readonly stealFraction?: number;
  /** Of every viewer's 20 ms timer, the worst second's p99. */
  readonly worstTimerMs?: number;
  /** Validity signals that spoke up; empty when all kept silent. */
  readonly signals: readonly string[];
}

/** Cores that a take keeps busy at one picture: so many by itself, and so many for each viewer. */
export interface LoadModel {
  readonly sendingCores: number;
  readonly viewerCores: number;
}

/** How many viewers one machine carries at one picture: doctor --calibrate. */
export interface MachineCapacity {
  readonly tool: string;
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  readonly machine: { readonly cpuModel: string; readonly cpus: number };
  readonly browser: string;
  readonly picture: Picture;
  /** The most viewers that were carried, every count below included as far as it was tried; 0 for none. */
  readonly carries: number;
  /** The line through the points; undefined with fewer than two that can be used. */
  readonly load?: LoadModel;
  /** By viewers. */
  readonly points: readonly CapacityPoint[];
}
