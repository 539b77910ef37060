import type { CalibrationCheck, CalibrationQuantity } from '../../model/calibration.ts';
import type { Direction } from '../../model/network.ts';
import type { WayFigures } from './way-figures.ts';
import type { Law, WayLaw } from './way-law.ts';

/** What a probe itself may be wrong by on a shared machine: a fixed part and a share. */
const TOLERANCE: Readonly<Record<CalibrationQuantity, { readonly fixed: number; readonly share: number }>> = {
  // Two ways of a reader that wakes up to 1 ms late.
  roundTripMs: { fixed: 2, share: 0.01 },
  jitterMs: { fixed: 2, share: 0.05 },
  // Nothing is lost that nobody asked for.
  lossFraction: { fixed: 0, share: 0 },
  rateBps: { fixed: 0, share: 0.05 },
};
/** The law's ends over 40 seeds, this much further from its middle: for a normal law over 4 standard deviations. */
const STRETCH = 2;

/** All that is asked of a path between a host and the origin, held against what probes found. */
export function checkPath(
  got: Readonly<Record<Direction, WayFigures | undefined>>,
  asked: Readonly<Record<Direction, WayLaw | undefined>>,
): CalibrationCheck[] {
  const checks: CalibrationCheck[] = [];
  const { out, back } = asked;
  if (out?.delayMs !== undefined && back?.delayMs !== undefined) {
    const there = got.out?.delayMs;
    const home = got.back?.delayMs;
    const gotMs = there === undefined || home === undefined ? undefined : there + home;
    checks.push(check('roundTripMs', undefined, sum(out.delayMs, back.delayMs), gotMs));
  }
  for (const quantity of ['jitterMs', 'lossFraction', 'rateBps'] as const)
    for (const direction of ['out', 'back'] as const) {
      const law = asked[direction]?.[quantity];
      if (law !== undefined) checks.push(check(quantity, direction, law, got[direction]?.[quantity]));
    }
  return checks;
}

function check(
  quantity: CalibrationQuantity,
  direction: Direction | undefined,
  { middle, least, most }: Law,
  got: number | undefined,
): CalibrationCheck {
  const { fixed, share } = TOLERANCE[quantity];
  const instrument = fixed + share * middle;
  const bounds = {
    least: Math.max(0, middle - STRETCH * (middle - least) - instrument),
    most: middle + STRETCH * (most - middle) + instrument,
  };
  return {
    quantity,
    ...(direction !== undefined && { direction }),
    asked: middle,
    ...bounds,
    ...(got !== undefined && { got }),
    outcome: got === undefined ? 'no-data' : got >= bounds.least && got <= bounds.most ? 'ok' : 'off',
  };
}

function sum(a: Law, b: Law): Law {
  return { middle: a.middle + b.middle, least: a.least + b.least, most: a.most + b.most };
}
