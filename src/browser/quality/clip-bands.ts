import { stripHeight } from '../time-code.ts';
import type { BlockSums } from './block-sums.ts';
import { LumaComparison, type Similarity } from './luma-comparison.ts';
import type { Plane } from './plane.ts';

/** Rows below the time code that its hard edges may have spoilt in coding or scaling. */
export const MARGIN_ROWS = 16;
/**
 * A clip's reference picture has to be sent, so it is a sample: BANDS bands of BAND_ROWS rows, all columns, spread over the
 * height.
 */
const BAND_ROWS = 16;
const BANDS = 6;
/** Bands move by this share of their spacing from one compared frame to the next, so that in time they cover everything. */
const BAND_SHIFT = 0.382;
/** Largest value of a pixel. */
const PEAK = 255;

/**
 * Returns the length of a block of frames, of which the first that shows a new picture of the clip is compared: three a second, so
 * that some are seen at low frame rates too.
 */
export function framesPerComparison(fps: number): number {
  return Math.max(1, Math.round(fps / 3));
}

/** Returns the block that a frame belongs to. The first new picture in it may have any number: a clip need not have one for each frame. */
export function blockOf(frame: number, interval: number): number {
  return Math.floor(frame / interval);
}

/** Returns the first row of each band of the `nth` block's compared frame. */
export function bandRows(nth: number, height: number): number[] {
  const top = stripHeight(height) + MARGIN_ROWS;
  const room = (height - top - BAND_ROWS) / BANDS;
  const shift = (nth * BAND_SHIFT) % 1;
  return Array.from({ length: BANDS }, (_, i) => top + Math.floor((i + shift) * room));
}

const bandBytes = (width: number) => BANDS * BAND_ROWS * width;

/** Copies the bands of a picture, one after another. */
export function cutBands({ data, offset, stride }: Plane, width: number, rows: readonly number[]): Uint8Array {
  const out = new Uint8Array(bandBytes(width));
  rows.forEach((row, i) => {
    for (let y = 0; y < BAND_ROWS; y++) {
      const from = offset + (row + y) * stride;
      out.set(data.subarray(from, from + width), (i * BAND_ROWS + y) * width);
    }
  });
  return out;
}

/** Returns SSIM and PSNR over all bands; no window reaches from one band into the next. */
export function compareBands(a: Uint8Array, b: Uint8Array, width: number, sums: BlockSums): Similarity {
  const similarities = Array.from({ length: BANDS }, (_, i) => {
    const offset = i * BAND_ROWS * width;
    const comparison = new LumaComparison(sums);
    comparison.add({ data: a, offset, stride: width }, { data: b, offset, stride: width }, BAND_ROWS);
    return comparison.similarity;
  });
  const meanSquaredError = mean(similarities.map(({ psnrDb }) => PEAK ** 2 / 10 ** (psnrDb / 10)));
  return { ssim: mean(similarities.map(({ ssim }) => ssim)), psnrDb: 10 * Math.log10(PEAK ** 2 / meanSquaredError) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
