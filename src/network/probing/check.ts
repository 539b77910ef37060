import type { CalibrationCheck, CalibrationQuantity } from '../../model/result/calibration.ts';
import type { Direction } from '../../model/scenario/network.ts';

/** One property of one direction, held against what is accepted; nothing we measure is less than 0. */
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
