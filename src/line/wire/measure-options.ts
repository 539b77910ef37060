import type { Endpoint } from '../../network/backend.ts';

/** Target of a measurement, and its limits. */
export interface MeasureOptions {
  readonly to: Endpoint;
  readonly token: string;
  /** Duration of the single probes, ms. */
  readonly singlesMs: number;
  /** Highest rate of sending, in either direction. */
  readonly mostBps: number;
  /** Most bytes sent in each direction. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
  onPhase?(phase: string): void;
}
