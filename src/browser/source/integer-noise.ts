/** Video levels of luma. */
const LOWEST = 16;
const HIGHEST = 235;

/** Mixes an integer into 32 pseudo-random bits. */
export function hash(x: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Truncates to an integer within video levels. */
export const clampLuma = (value: number) => Math.max(LOWEST, Math.min(HIGHEST, value | 0));

/** Returns smooth noise, 0 to 255, in cells of 2^shift pixels, interpolated in integers. */
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

/**
 * Writes columns `from` to `to` of a row of that noise into `out`, starting at `at`. Hashes the corners of a cell once per row.
 */
export function noiseRow(
  out: Uint8Array,
  at: number,
  from: number,
  to: number,
  y: number,
  shift: number,
  seed: number,
): void {
  const mask = (1 << shift) - 1;
  const cy = y >> shift;
  const fy = y & mask;
  let [a, c] = [corner(from >> shift, cy, seed), corner(from >> shift, cy + 1, seed)];
  for (let x = from; x < to; ) {
    const next = (x >> shift) + 1;
    const b = corner(next, cy, seed);
    const d = corner(next, cy + 1, seed);
    for (const end = Math.min(to, next << shift); x < end; x++) {
      const fx = x & mask;
      const top = a + (((b - a) * fx) >> shift);
      const bottom = c + (((d - c) * fx) >> shift);
      out[at + x - from] = top + (((bottom - top) * fy) >> shift);
    }
    [a, c] = [b, d];
  }
}

function corner(cx: number, cy: number, seed: number): number {
  return hash(Math.imul(cx, 73856093) ^ Math.imul(cy, 19349663) ^ seed) & 255;
}
