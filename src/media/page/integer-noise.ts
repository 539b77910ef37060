const LOWEST = 16;
const HIGHEST = 235;

export function hash(x: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  return (h ^ (h >>> 16)) >>> 0;
}

export const clampLuma = (value: number) => Math.max(LOWEST, Math.min(HIGHEST, value | 0));

/** Smooth noise 0..255 in cells of 2^shift pixels, interpolated in integers. */
export function noise(x: number, y: number, shift: number, seed: number): number {
  const mask = (1 << shift) - 1;
  const cx = x >> shift;
  const cy = y >> shift;
  const fx = x & mask;
  const fy = y & mask;
  const a = corner(cx, cy, seed);
  const c = corner(cx, cy + 1, seed);
  const top = a + (((corner(cx + 1, cy, seed) - a) * fx) >> shift);
  const bottom = c + (((corner(cx + 1, cy + 1, seed) - c) * fx) >> shift);
  return top + (((bottom - top) * fy) >> shift);
}

function corner(cx: number, cy: number, seed: number): number {
  return hash(Math.imul(cx, 73856093) ^ Math.imul(cy, 19349663) ^ seed) & 255;
}
