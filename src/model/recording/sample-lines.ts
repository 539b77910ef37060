import type { SdkFigures } from '../result/sdk-figures.ts';
import type { LinkSecond, ShaperSecond } from '../scenario/network.ts';
import type { StatsReport } from './w3c-stats.ts';

/** One getStats() of one participant. */
export interface StatsLine {
  readonly type: 'stats';
  readonly atMs: number;
  /** "publisher" or a viewer's id. */
  readonly participant: string;
  readonly reports: readonly StatsReport[];
}

/** What a vendor's SDK said of a participant's stream at one moment, beside its W3C statistics. */
export interface SdkLine {
  readonly type: 'sdk';
  readonly atMs: number;
  /** "publisher" or a viewer's id. */
  readonly participant: string;
  readonly figures: SdkFigures;
}

/** The machine in the second that ended at atMs. Fractions 0..1 of all CPUs together; undefined where the platform has none. */
export interface HostLine {
  readonly type: 'host';
  readonly atMs: number;
  /** Not idle and not stolen. */
  readonly busyFraction?: number;
  /** Taken by the hypervisor. */
  readonly stealFraction?: number;
  /** PSI "some" for CPU: share of the second in which a task waited for a CPU; undefined without PSI. */
  readonly cpuPressureFraction?: number;
  readonly memoryAvailableBytes?: number;
  /** Event-loop lateness of the runner itself. */
  readonly runnerLoopP99Ms?: number;
  /** Real time over the stream's own in this second; undefined where time was not slowed. */
  readonly timeDilationFactor?: number;
  /** Real time in this second for which the stream's clock waited because the machine did not answer. */
  readonly clockStoodStillMs?: number;
}

/** A viewer whose device is limited, in the second that ended at atMs. */
export interface DeviceLine {
  readonly type: 'device';
  readonly atMs: number;
  readonly viewer: string;
  /** CPU time its browser used, in cores; undefined where the kernel does not count it. */
  readonly usedCores?: number;
  /** Of the scheduling periods in which it wanted to run, those in which its share was used up. */
  readonly throttledFraction: number;
}

export interface LinksLine {
  readonly type: 'links';
  readonly atMs: number;
  readonly links: readonly LinkSecond[];
  readonly shaper: ShaperSecond;
}
