import type { CalibrationCheck, CalibrationQuantity } from '../../model/result/calibration.ts';
import type { Direction } from '../../model/scenario/network.ts';

/** Compares one quantity of one direction with its bounds. The lower bound is at least 0: no quantity is negative. */
export function check(
  quantity: CalibrationQuantity,
  direction: Direction,
  got: number | undefined,
  { asked, least, most }: { readonly asked: number; readonly least: number; readonly most: number },
): CalibrationCheck {
  const bounds = { least: Math.max(0, least), most };
  return {
    ...{ quantity, direction, asked, ...bounds },
    ...(got !== undefined && { got }),
    outcome: got === undefined ? 'no-data' : got >= bounds.least && got <= bounds.most ? 'ok' : 'off',
  };
}
