import { JpegBits } from './jpeg-bits.ts';
import { AC_TABLE, codesOf, DC_TABLE, QUANTISATION, ZIGZAG } from './jpeg-tables.ts';
import { type Picture, shrink } from './small-picture.ts';

/**
 * Multiple of the standard's quantisation steps: faces and large text stay recognizable, and a picture of 160x90 takes some 3 kB.
 */
const COARSENESS = 1.25;
const QUANTISERS = QUANTISATION.map((step) => Math.round(step * COARSENESS));
/** Cosines of the transform by frequency and place, including its factors. */
const COSINES = Float32Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});
const DC = codesOf(DC_TABLE);
const AC = codesOf(AC_TABLE);
const END_OF_BLOCK = 0x00;
const SIXTEEN_ZEROS = 0xf0;

/**
 * Encodes a picture as JPEG (baseline, 4:2:0, ITU-T T.81), its longer side at most `side` pixels. Our own: a canvas that does it
 * took 14 MiB of a viewer, more than everything else that is measured; jpeg-js (BSD) wants RGBA and Node's Buffer.
 */
export function toJpeg(picture: Picture, side: number): Uint8Array {
  const small = Math.max(picture.width, picture.height) <= side ? picture : shrink(picture, side);
  const { width, height } = small;
  const out = new JpegBits();
  out.byte(0xff);
  out.byte(0xd8);
  out.segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
  out.segment(0xdb, [0, ...Array.from(ZIGZAG, (place) => QUANTISERS[place] as number)]);
  out.segment(0xc0, [
    ...[8, height >> 8, height & 0xff, width >> 8, width & 0xff, 3],
    ...[1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0],
  ]);
  out.segment(0xc4, [0x00, ...DC_TABLE.counts, ...DC_TABLE.symbols]);
  out.segment(0xc4, [0x10, ...AC_TABLE.counts, ...AC_TABLE.symbols]);
  out.segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
  writeScan(out, small);
  return out.finish();
}

/** Writes blocks of 16x16 pixels: four of luma, one of each chroma plane. Beyond the edge, the edge is repeated. */
function writeScan(out: JpegBits, { width, height, luma, u, v }: Picture): void {
  const block = new Float32Array(64);
  const dcLevels = [0, 0, 0];
  const chroma = (plane: Picture['u'], x: number, y: number) => {
    if (plane === undefined) return 0;
    const [column, row] = [Math.min(x, (width >> 1) - 1), Math.min(y, (height >> 1) - 1)];
    return (plane.data[plane.offset + row * plane.stride + column] as number) - 128;
  };
  // Converts BT.709 with limited range, as the publisher makes it, to JPEG's BT.601 with full range.
  const lumaAt = (x: number, y: number) => {
    const [column, row] = [Math.min(x, width - 1), Math.min(y, height - 1)];
    const light = (luma.data[luma.offset + row * luma.stride + column] as number) - 16;
    return 1.1644 * light + 0.1157 * chroma(u, x >> 1, y >> 1) + 0.2232 * chroma(v, x >> 1, y >> 1) - 128;
  };
  const put = (component: number, left: number, top: number, at: (x: number, y: number) => number) => {
    for (let i = 0; i < 64; i++) block[i] = Math.max(-128, Math.min(127, at(left + (i & 7), top + (i >> 3))));
    dcLevels[component] = writeBlock(out, block, dcLevels[component] as number);
  };
  for (let top = 0; top < height; top += 16)
    for (let left = 0; left < width; left += 16) {
      for (const [x, y] of [
        [0, 0],
        [8, 0],
        [0, 8],
        [8, 8],
      ] as const)
        put(0, left + x, top + y, lumaAt);
      put(1, left >> 1, top >> 1, (x, y) => 1.1268 * chroma(u, x, y) - 0.126 * chroma(v, x, y));
      put(2, left >> 1, top >> 1, (x, y) => 1.1195 * chroma(v, x, y) - 0.0825 * chroma(u, x, y));
    }
}

const rows = new Float32Array(64);
const levels = new Int16Array(64);

/** Transforms, quantises and writes one block; `before` is the DC level of the component's previous block. Returns its own. */
function writeBlock(out: JpegBits, block: Float32Array, before: number): number {
  transform(block, rows);
  transform(rows, block);
  for (let i = 0; i < 64; i++) {
    const place = ZIGZAG[i] as number;
    levels[i] = Math.round((block[place] as number) / (QUANTISERS[place] as number));
  }
  const dc = levels[0] as number;
  writeLevel(out, DC, 0, dc - before);
  let last = 63;
  while (last > 0 && levels[last] === 0) last--;
  let zeros = 0;
  for (let i = 1; i <= last; i++) {
    const level = levels[i] as number;
    if (level === 0) {
      zeros++;
      continue;
    }
    for (; zeros > 15; zeros -= 16) writeSymbol(out, AC, SIXTEEN_ZEROS);
    writeLevel(out, AC, zeros << 4, level);
    zeros = 0;
  }
  if (last < 63) writeSymbol(out, AC, END_OF_BLOCK);
  return dc;
}

/** Transforms along rows and transposes: applied twice, it has transformed columns too. */
function transform(from: Float32Array, to: Float32Array): void {
  for (let row = 0; row < 8; row++)
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let x = 0; x < 8; x++) sum += (from[row * 8 + x] as number) * (COSINES[u * 8 + x] as number);
      to[u * 8 + row] = sum;
    }
}

function writeLevel(out: JpegBits, codes: typeof DC, run: number, level: number): void {
  const size = 32 - Math.clz32(Math.abs(level));
  writeSymbol(out, codes, run | size);
  if (size > 0) out.bits(level < 0 ? level - 1 : level, size);
}

function writeSymbol(out: JpegBits, { code, length }: typeof DC, symbol: number): void {
  out.bits(code[symbol] as number, length[symbol] as number);
}
