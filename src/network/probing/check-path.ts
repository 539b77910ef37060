import type { CalibrationCheck, CalibrationQuantity } from '../../model/result/calibration.ts';
import type { Direction } from '../../model/scenario/network.ts';
import { check } from './check.ts';
import type { ExpectedRange, ExpectedStats } from './expected-stats.ts';
import type { PathStats } from './path-stats.ts';

type StatisticalQuantity = CalibrationQuantity & keyof ExpectedStats;

/** Measurement error of the probes themselves on a shared machine: a fixed part (in the quantity's unit) and a share. */
const TOLERANCE: Readonly<Record<StatisticalQuantity, { readonly fixed: number; readonly share: number }>> = {
  // A reader that wakes up to 1 ms late, and is delayed by other load.
  delayMs: { fixed: 1.5, share: 0.01 },
  jitterMs: { fixed: 2, share: 0.05 },
  // Losses are counted exactly.
  lossFraction: { fixed: 0, share: 0 },
  rateBps: { fixed: 0, share: 0.05 },
};
const QUANTITIES = Object.keys(TOLERANCE) as StatisticalQuantity[];
/**
 * Factor by which the range over 40 seeds is widened from its middle: over 4 standard deviations of a normal distribution.
 */
const WIDENING = 2;

/** Compares what probes measured between a host and the origin with what is expected, in both directions. */
export function checkPath(
  got: Readonly<Record<Direction, PathStats | undefined>>,
  asked: Readonly<Record<Direction, ExpectedStats | undefined>>,
): CalibrationCheck[] {
  return QUANTITIES.flatMap((quantity) =>
    (['out', 'back'] as const).flatMap((direction) => {
      const range = asked[direction]?.[quantity];
      return range === undefined ? [] : [checkQuantity(quantity, direction, range, got[direction]?.[quantity])];
    }),
  );
}

function checkQuantity(
  quantity: StatisticalQuantity,
  direction: Direction,
  { middle, least, most }: ExpectedRange,
  got: number | undefined,
): CalibrationCheck {
  const { fixed, share } = TOLERANCE[quantity];
  const errorMargin = fixed + share * middle;
  return check(quantity, direction, got, {
    asked: middle,
    least: middle - WIDENING * (middle - least) - errorMargin,
    most: middle + WIDENING * (most - middle) + errorMargin,
  });
}
