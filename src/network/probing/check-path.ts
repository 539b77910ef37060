import type { CalibrationCheck, CalibrationQuantity } from '../../model/result/calibration.ts';
import type { Direction } from '../../model/scenario/network.ts';
import { check } from './check.ts';
import type { ExpectedRange, ExpectedStats } from './expected-stats.ts';
import type { PathStats } from './path-stats.ts';

type LawfulQuantity = CalibrationQuantity & keyof ExpectedStats;

/** What a probe itself may be wrong by on a shared machine: a fixed part and a share. */
const TOLERANCE: Readonly<Record<LawfulQuantity, { readonly fixed: number; readonly share: number }>> = {
  // A reader that wakes up to 1 ms late, and is held up.
  delayMs: { fixed: 1.5, share: 0.01 },
  jitterMs: { fixed: 2, share: 0.05 },
  // Nothing is lost that nobody asked for.
  lossFraction: { fixed: 0, share: 0 },
  rateBps: { fixed: 0, share: 0.05 },
};
const QUANTITIES = Object.keys(TOLERANCE) as LawfulQuantity[];
/** The law's ends over 40 seeds, this much further from its middle: for a normal law over 4 standard deviations. */
const STRETCH = 2;

/** All that is asked of a path between a host and the origin, held against what probes found. */
export function checkPath(
  got: Readonly<Record<Direction, PathStats | undefined>>,
  asked: Readonly<Record<Direction, ExpectedStats | undefined>>,
): CalibrationCheck[] {
  return QUANTITIES.flatMap((quantity) =>
    (['out', 'back'] as const).flatMap((direction) => {
      const law = asked[direction]?.[quantity];
      return law === undefined ? [] : [lawfulCheck(quantity, direction, law, got[direction]?.[quantity])];
    }),
  );
}

function lawfulCheck(
  quantity: LawfulQuantity,
  direction: Direction,
  { middle, least, most }: ExpectedRange,
  got: number | undefined,
): CalibrationCheck {
  const { fixed, share } = TOLERANCE[quantity];
  const instrument = fixed + share * middle;
  return check(quantity, direction, got, {
    asked: middle,
    least: middle - STRETCH * (middle - least) - instrument,
    most: middle + STRETCH * (most - middle) + instrument,
  });
}
