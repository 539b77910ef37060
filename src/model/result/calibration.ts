import type { Direction } from '../scenario/network.ts';

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
 * Of one direction. delayMs: median one-way delay, sent to received by one clock. lossFraction: of single probes. rateBps:
 * of IP packets, through the path's bottleneck.
 *
 * Where each packet's fate is foretold (a backend that keeps a journal): delayErrorMs: 95th percentile of how far packets came
 * from when they had to. wrongFateFraction: packets lost that had to come, or the reverse. queueMs: spread of the
 * one-way delay (95th minus 5th percentile) while the bottleneck's queue was filled. Elsewhere: jitterMs: spread of one-way delay (95th minus 5th percentile).
 *
 * roundTripMs: median there plus median back, in recordings of before one-way delays were checked.
 */
export type CalibrationQuantity =
  | 'delayMs'
  | 'delayErrorMs'
  | 'jitterMs'
  | 'lossFraction'
  | 'wrongFateFraction'
  | 'rateBps'
  | 'queueMs'
  | 'roundTripMs';

export interface CalibrationCheck {
  readonly quantity: CalibrationQuantity;
  /** Undefined for a round trip, which is both. */
  readonly direction?: Direction;
  /** What the profiles make of the same probes (their law's middle, or what was foretold), and the ends of what is accepted. */
  readonly asked: number;
  readonly least: number;
  readonly most: number;
  /** Undefined when no probe told. */
  readonly got?: number;
  readonly outcome: 'ok' | 'off' | 'no-data';
  /** When off: the link whose own counters disagree most with its profile; undefined when none does (then it is the shaper). */
  readonly link?: string;
}
