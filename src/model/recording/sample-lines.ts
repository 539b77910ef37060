import type { SdkFigures } from '../result/sdk-figures.ts';
import type { LinkSecond, ShaperSecond } from './link-second.ts';
import type { StatsReport } from './w3c-stats.ts';

/** Result of one getStats() of one participant. */
export interface StatsLine {
  readonly type: 'stats';
  readonly atMs: number;
  /** "publisher" or a viewer's id. */
  readonly participant: string;
  readonly reports: readonly StatsReport[];
}

/** Figures that a vendor's SDK reported for a participant's stream at one moment, beside the W3C statistics. */
export interface SdkLine {
  readonly type: 'sdk';
  readonly atMs: number;
  /** "publisher" or a viewer's id. */
  readonly participant: string;
  readonly figures: SdkFigures;
}

/**
 * The machine in the second that ended at `atMs`. Fractions (0 to 1) are of all CPUs together; undefined where the
 * platform has none.
 */
export interface HostLine {
  readonly type: 'host';
  readonly atMs: number;
  /** CPU time neither idle nor stolen. */
  readonly busyFraction?: number;
  /** CPU time taken by the hypervisor. */
  readonly stealFraction?: number;
  /** Share of the second in which some task waited for a CPU (PSI "some"); undefined without PSI. */
  readonly cpuPressureFraction?: number;
  readonly memoryAvailableBytes?: number;
  /** Lateness of the runner's own event loop. */
  readonly runnerLoopP99Ms?: number;
  /** Real time divided by stream time in this second; undefined where time was not slowed. */
  readonly timeDilationFactor?: number;
  /** Real time in this second for which the stream's clock stood still because the machine did not respond. */
  readonly clockStoodStillMs?: number;
}

/** A viewer on a limited device, in the second that ended at `atMs`. */
export interface DeviceLine {
  readonly type: 'device';
  readonly atMs: number;
  readonly viewer: string;
  /** CPU time that its browser used, in cores of this machine; undefined where the kernel does not count it. */
  readonly usedCores?: number;
  /** Share (0 to 1) of the scheduling periods with work to do in which its quota ran out. */
  readonly throttledFraction: number;
  /** Work that a CPU second of this machine did, 1 on the reference machine; undefined where it was not measured. */
  readonly cpuWorth?: number;
}

export interface LinksLine {
  readonly type: 'links';
  readonly atMs: number;
  readonly links: readonly LinkSecond[];
  readonly shaper: ShaperSecond;
}
