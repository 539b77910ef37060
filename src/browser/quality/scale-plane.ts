import type { Plane } from './plane.ts';

/** Fixed-point unit of the interpolation weights: 1 = 2^8. */
const ONE = 256;

/** Scales a plane up (or down a little) to another size, bilinear with centres aligned, as a player does. */
export function scalePlane(from: Plane, width: number, height: number, toWidth: number, toHeight: number): Uint8Array {
  const out = new Uint8Array(toWidth * toHeight);
  scalePlaneInto(from, width, height, { data: out, offset: 0, stride: toWidth }, toWidth, toHeight);
  return out;
}

/** Returns a plane in another size: itself where that is its own, else scaled. */
export function inSize(from: Plane, width: number, height: number, toWidth: number, toHeight: number): Plane {
  if (width === toWidth && height === toHeight) return from;
  return { data: scalePlane(from, width, height, toWidth, toHeight), offset: 0, stride: toWidth };
}

/** Scales a plane into an existing one: `into` begins where the result's first pixel goes. */
export function scalePlaneInto(
  from: Plane,
  width: number,
  height: number,
  into: Plane,
  toWidth: number,
  toHeight: number,
): void {
  if (width === toWidth && height === toHeight) {
    for (let y = 0; y < height; y++) {
      const begin = from.offset + y * from.stride;
      into.data.set(from.data.subarray(begin, begin + width), into.offset + y * into.stride);
    }
    return;
  }
  const columns = neighbours(width, toWidth);
  const rows = neighbours(height, toHeight);
  for (let y = 0; y < toHeight; y++) {
    const row = from.offset + (rows.first[y] as number) * from.stride;
    const below = from.offset + (rows.second[y] as number) * from.stride;
    const down = rows.weight[y] as number;
    const out = into.offset + y * into.stride;
    for (let x = 0; x < toWidth; x++) {
      const left = columns.first[x] as number;
      const right = columns.second[x] as number;
      const across = columns.weight[x] as number;
      const upper = (from.data[row + left] as number) * (ONE - across) + (from.data[row + right] as number) * across;
      const lower =
        (from.data[below + left] as number) * (ONE - across) + (from.data[below + right] as number) * across;
      into.data[out + x] = (upper * (ONE - down) + lower * down + (ONE * ONE) / 2) >> 16;
    }
  }
}

/** Returns for each position in the new row its two neighbours in the old one, and the weight of the second. */
function neighbours(length: number, toLength: number) {
  const first = new Int32Array(toLength);
  const second = new Int32Array(toLength);
  const weight = new Int32Array(toLength);
  for (let i = 0; i < toLength; i++) {
    const at = Math.max(0, ((i + 0.5) * length) / toLength - 0.5);
    const before = Math.min(length - 1, Math.floor(at));
    first[i] = before;
    second[i] = Math.min(length - 1, before + 1);
    weight[i] = Math.round((at - before) * ONE);
  }
  return { first, second, weight };
}
