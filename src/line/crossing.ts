/** A probe of one direction: when it was sent, and when it came, each on the clock of its own end; ms. */
export interface Crossing {
  readonly sentMs: number;
  /** Undefined: lost. Of copies the first counts. */
  readonly receivedMs: number | undefined;
  /** The whole IP packet. */
  readonly bytes: number;
}

/** All probes of one direction, by what they were sent for, each list in the order of sending. */
export interface WayCrossings {
  /** Single small ones at a steady pace: delay, jitter, loss. */
  readonly singles: readonly Crossing[];
  /** Trains sent faster than the line can carry them: rate. */
  readonly trains: readonly (readonly Crossing[])[];
  /** One long train, until the bottleneck's buffer overflowed: queue. */
  readonly fill: readonly Crossing[];
}

/** A figure with the ends of its 95 % interval, or with no more than the least that it can be. */
export interface Figure {
  readonly value: number;
  readonly least: number;
  /** Infinity: `value` is a lower bound, for the probing was not fast or long enough to see the end. */
  readonly most: number;
}

/** Findings about one direction. A missing field could not be measured: it is not zero. */
export interface WayEstimate {
  readonly lossFraction?: Figure;
  /** Chain of Gilbert: good to bad and bad to good each 4 ms. Missing where losses come singly, or are too few to say. */
  readonly chain?: { readonly p: number; readonly r: number; readonly burstMs: Figure };
  /** 95th minus 5th percentile of the delay. */
  readonly spreadMs?: Figure;
  /** Jitter as a scenario has it: the ± that gives this spread under longhaul's own emulation. */
  readonly jitterMs?: Figure;
  /** Rate of whole IP packets, bit/s. */
  readonly rateBps?: Figure;
  readonly queueMs?: Figure;
  readonly queueBytes?: Figure;
}

export interface LineEstimate {
  /** Beginning, ms since 1970 on the prober's clock. */
  readonly atMs: number;
  readonly rttMs?: Figure;
  /** One way, right as far as the two clocks agree. */
  readonly oneWayMs?: { readonly up: number; readonly down: number };
  readonly up: WayEstimate;
  readonly down: WayEstimate;
}

/** Returns the time a crossing took, by two clocks; undefined when it was lost. */
export function tookMs({ sentMs, receivedMs }: Crossing): number | undefined {
  return receivedMs === undefined ? undefined : receivedMs - sentMs;
}
