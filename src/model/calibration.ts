import type { Direction } from './network.ts';

/** What probes found on every path of the shaped network before a take: asked against got. */
export interface Calibration {
  /** Time the last probing took. */
  readonly durationMs: number;
  /** Probing is tried again when something is off; the last one is told here. */
  readonly attempts: number;
  /** One a host that has a path to the origin, in the topology's order. */
  readonly paths: readonly CalibratedPath[];
}

/** The way between a host ("publisher" or a viewer's id) and the origin, there and back. */
export interface CalibratedPath {
  readonly node: string;
  readonly checks: readonly CalibrationCheck[];
}

/**
 * roundTripMs: median one-way delay there plus median back, by one clock. jitterMs: spread of one-way delay (95th minus 5th percentile). lossFraction: of probes sent.
 * rateBps: of IP packets, through the path's bottleneck.
 */
export type CalibrationQuantity = 'roundTripMs' | 'jitterMs' | 'lossFraction' | 'rateBps';

export interface CalibrationCheck {
  readonly quantity: CalibrationQuantity;
  /** Undefined for the round trip, which is both. */
  readonly direction?: Direction;
  /** What the profile's law makes of the same probes: the middle of it, and the ends of what is accepted. */
  readonly asked: number;
  readonly least: number;
  readonly most: number;
  /** Undefined when no probe told. */
  readonly got?: number;
  readonly outcome: 'ok' | 'off' | 'no-data';
  /** When off: the link whose own counters disagree most with its profile; undefined when none does (then it is the shaper). */
  readonly link?: string;
}
