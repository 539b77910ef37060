import { FRAME_NUMBER_BITS, FRAME_NUMBERS, shortestMs, TIME_CODE_BITS } from '../model/recording/frame-numbers.ts';

/**
 * Layout of the time code in the picture: across the top tenth, two rows of 32 cells, black or white, most significant bit first:
 * sync 101010 | frame number, 20 bits | wall time in ms mod 2^26, 26 bits | CRC-12 of both. It survived every encoder setting
 * tried, down to 300 kbit/s scaled to 320x180.
 */
const COLUMNS = 32;
const ROWS = 2;
const SYNC_BITS = 6;
const CRC_BITS = 12;
/** Luma of white and black cells. */
const WHITE = 235;
const BLACK = 16;
/** Neutral chroma. */
const GREY = 128;
/** Smallest difference of luma between white and black cells; below it there is no time code. */
const MIN_CONTRAST = 40;
/** Middle part of a cell that is read, as fractions of its side: its edges are blurred by compression and scaling. */
const CELL_FROM = 0.3;
const CELL_TO = 0.7;

/** Modulus of the wall time in the code, ms. */
export const TIME_MODULUS = 2 ** TIME_CODE_BITS;

export interface TimeCode {
  readonly frame: number;
  /** Wall time, ms mod 2^26 (18.6 h). */
  readonly timeMs: number;
}

/** Returns the number of rows that the code takes: a tenth of the picture, divisible by 4 so that chroma rows fit. */
export function stripHeight(height: number): number {
  return Math.round(height / 10) & ~3;
}

/** Paints the code into an I420 picture whose planes follow each other without padding. */
export function paintTimeCode(picture: Uint8Array, width: number, height: number, frame: number, wallMs: number): void {
  const bits = encode(frame, wallMs);
  const strip = stripHeight(height);
  const rowHeight = strip / ROWS;
  for (let row = 0; row < ROWS; row++) {
    const top = row * rowHeight * width;
    for (let column = 0; column < COLUMNS; column++) {
      const from = Math.round((column * width) / COLUMNS);
      const to = Math.round(((column + 1) * width) / COLUMNS);
      picture.fill(bits[row * COLUMNS + column] === 1 ? WHITE : BLACK, top + from, top + to);
    }
    for (let y = 1; y < rowHeight; y++) picture.copyWithin(top + y * width, top, top + width);
  }
  const chromaWidth = width >> 1;
  const u = width * height;
  const v = u + chromaWidth * (height >> 1);
  for (const plane of [u, v]) picture.fill(GREY, plane, plane + chromaWidth * (strip >> 1));
}

/** Reads the code from the luma rows of the strip; returns undefined unless sync and CRC are right. */
export function readTimeCode(
  luma: Uint8Array,
  offset: number,
  stride: number,
  width: number,
  strip: number,
): TimeCode | undefined {
  const cells = new Float64Array(ROWS * COLUMNS);
  const rowHeight = strip / ROWS;
  const cellWidth = width / COLUMNS;
  for (let row = 0; row < ROWS; row++) {
    const y0 = Math.floor(rowHeight * (row + CELL_FROM));
    const y1 = Math.max(y0 + 1, Math.floor(rowHeight * (row + CELL_TO)));
    const step = Math.max(1, (y1 - y0) >> 2);
    for (let column = 0; column < COLUMNS; column++) {
      const x0 = Math.floor(cellWidth * (column + CELL_FROM));
      const x1 = Math.max(x0 + 1, Math.floor(cellWidth * (column + CELL_TO)));
      let sum = 0;
      let count = 0;
      for (let y = y0; y < y1; y += step)
        for (let x = x0; x < x1; x++) {
          sum += luma[offset + y * stride + x] ?? 0;
          count++;
        }
      cells[row * COLUMNS + column] = sum / count;
    }
  }
  return decode(cells);
}

/** Returns the wall time of a code's 26 bits that is nearest to `nowMs`; it may lie after that, as clocks differ. */
export function unwrapTime(timeMs: number, nowMs: number): number {
  return nowMs - shortestMs(nowMs, timeMs);
}

function encode(frame: number, wallMs: number): Uint8Array {
  const bits = new Uint8Array(ROWS * COLUMNS);
  let at = 0;
  const put = (value: number, count: number) => {
    for (let i = count - 1; i >= 0; i--) bits[at++] = Math.floor(value / 2 ** i) & 1;
  };
  const frameBits = frame % FRAME_NUMBERS;
  const timeBits = Math.floor(wallMs) % TIME_MODULUS;
  put(0b101010, SYNC_BITS);
  put(frameBits, FRAME_NUMBER_BITS);
  put(timeBits, TIME_CODE_BITS);
  put(crc12(frameBits, timeBits), CRC_BITS);
  return bits;
}

function decode(cells: Float64Array): TimeCode | undefined {
  const cell = (i: number) => cells[i] ?? 0;
  const white = (cell(0) + cell(2) + cell(4)) / 3;
  const black = (cell(1) + cell(3) + cell(5)) / 3;
  if (white - black < MIN_CONTRAST) return undefined;
  const threshold = (white + black) / 2;
  let at = 0;
  const take = (count: number) => {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + (cell(at++) > threshold ? 1 : 0);
    return value;
  };
  if (take(SYNC_BITS) !== 0b101010) return undefined;
  const frame = take(FRAME_NUMBER_BITS);
  const timeMs = take(TIME_CODE_BITS);
  return take(CRC_BITS) === crc12(frame, timeMs) ? { frame, timeMs } : undefined;
}

/** Computes a CRC-12 (polynomial 0x80f) over the 46 bits of frame and time. */
function crc12(frame: number, timeMs: number): number {
  let crc = 0xfff;
  const feed = (value: number, count: number) => {
    for (let i = count - 1; i >= 0; i--) {
      const bit = (value >>> i) & 1;
      const top = (crc >>> 11) & 1;
      crc = (crc << 1) & 0xfff;
      if (top !== bit) crc ^= 0x80f;
    }
  };
  feed(frame, FRAME_NUMBER_BITS);
  feed(timeMs, TIME_CODE_BITS);
  return crc;
}
