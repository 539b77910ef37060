import type { Plane } from '../quality/plane.ts';

/** Turn, in degrees clockwise, and then a horizontal flip, by which a picture is shown upright (WebCodecs, VideoFrame.rotation). */
export interface Turn {
  readonly degrees: 0 | 90 | 180 | 270;
  readonly isFlipped: boolean;
}

export const UPRIGHT: Turn = { degrees: 0, isFlipped: false };

/** Side of the squares that are turned at a time, pixels: a turned row crosses as many rows, which must stay in the CPU's cache. */
const TILE = 32;

/** Returns the rotation of a frame; none where the browser reports none. */
export function turnOf(frame: VideoFrame): Turn {
  // Newer than TypeScript's library.
  const { rotation = 0, flip = false } = frame as VideoFrame & { readonly rotation?: number; readonly flip?: boolean };
  const degrees = ((((Math.round(rotation / 90) * 90) % 360) + 360) % 360) as Turn['degrees'];
  return { degrees, isFlipped: flip };
}

/** Returns whether a turn lays a picture on its side, so that width and height change places. */
export function isSideways({ degrees }: Turn): boolean {
  return degrees === 90 || degrees === 270;
}

/** Writes a plane of `width` x `height` pixels, turned, into another; `into` begins where the result's first pixel goes. */
export function turnPlaneInto(from: Plane, width: number, height: number, turn: Turn, into: Plane): void {
  const [toWidth, toHeight] = isSideways(turn) ? [height, width] : [width, height];
  // Position of the result's first pixel in the original, and the steps there to the result's next column and next row.
  const { first, column, row } = walk(turn, width, height, from.stride);
  const { data } = from;
  for (let top = 0; top < toHeight; top += TILE)
    for (let left = 0; left < toWidth; left += TILE) {
      const [bottom, right] = [Math.min(toHeight, top + TILE), Math.min(toWidth, left + TILE)];
      for (let y = top; y < bottom; y++) {
        let at = from.offset + first + y * row + left * column;
        const out = into.offset + y * into.stride;
        for (let x = left; x < right; x++, at += column) into.data[out + x] = data[at] as number;
      }
    }
}

function walk({ degrees, isFlipped }: Turn, width: number, height: number, stride: number) {
  const [lastColumn, lastRow] = [width - 1, (height - 1) * stride];
  const upright = {
    0: { first: 0, column: 1, row: stride, columns: width },
    90: { first: lastRow, column: -stride, row: 1, columns: height },
    180: { first: lastRow + lastColumn, column: -1, row: -stride, columns: width },
    270: { first: lastColumn, column: stride, row: -1, columns: height },
  }[degrees];
  if (!isFlipped) return upright;
  const { first, column, row, columns } = upright;
  return { first: first + (columns - 1) * column, column: -column, row };
}
