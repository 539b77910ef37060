import type { Direction } from '../scenario/network.ts';

/** Measurements of probes on every path of the shaped network before a take, compared with the profiles. */
export interface Calibration {
  /** Duration of the last probing. */
  readonly durationMs: number;
  /** Number of attempts: probing is repeated when something is off, and the last attempt is reported here. */
  readonly attempts: number;
  /** One entry per host that has a path to the origin, in the topology's order. */
  readonly paths: readonly CalibratedPath[];
}

/** The path between a host ("publisher" or a viewer's id) and the origin, in both directions. */
export interface CalibratedPath {
  readonly node: string;
  readonly checks: readonly CalibrationCheck[];
}

/**
 * Quantity of one direction of a path:
 * - delayMs: median one-way delay, from sending to receiving by one clock.
 * - lossFraction: loss of single probes.
 * - rateBps: rate of IP packets through the path's bottleneck.
 *
 * Only where each packet's fate is predicted (a backend that keeps a journal):
 * - delayErrorMs: 95th percentile of the difference between arrival and predicted arrival.
 * - wrongFateFraction: share of packets that were lost but should have arrived, or the reverse.
 * - queueMs: spread of the one-way delay (95th minus 5th percentile) while the bottleneck's queue was being filled.
 *
 * Only elsewhere:
 * - jitterMs: spread of the one-way delay (95th minus 5th percentile).
 *
 * Only in recordings made before one-way delays were checked:
 * - roundTripMs: sum of both directions' median delays.
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
  /** Undefined for a round trip, which covers both. */
  readonly direction?: Direction;
  /**
   * Expected value for the same probes (middle of the profile's distribution, or the prediction), and the bounds that
   * are accepted.
   */
  readonly asked: number;
  readonly least: number;
  readonly most: number;
  /** Undefined when no probe gave a value. */
  readonly got?: number;
  readonly outcome: 'ok' | 'off' | 'no-data';
  /**
   * For `off`: the link whose own counters disagree most with its profile; undefined when none does, which points to
   * the shaper.
   */
  readonly link?: string;
}
