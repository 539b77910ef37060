import type { Parsed } from './quantity.ts';

/** Size of a picture, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Smallest picture in which the time code was read without an error: 32 cells in a row, 10 px each. */
const SMALLEST: PictureSize = { width: 320, height: 180 };
/** Longest side of a 4K picture, in pixels, landscape or portrait. */
const LONGEST_SIDE = 3840;

export const PICTURE_SIZE_EXPECTED = `a picture size in pixels such as "1280x720", even numbers, from ${SMALLEST.width}x${SMALLEST.height}, no side over ${LONGEST_SIDE}`;
export const PICTURE_SIZE_PATTERN = String.raw`^\d+x\d+$`;

/** Parses "1280x720". Refuses odd sides and sizes outside the limits. */
export function parsePictureSize(text: string): Parsed<PictureSize> {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text.trim())?.map(Number) ?? [];
  if (width === undefined || height === undefined) return { type: 'refused', expected: PICTURE_SIZE_EXPECTED };
  const fits = width >= SMALLEST.width && height >= SMALLEST.height && Math.max(width, height) <= LONGEST_SIDE;
  // 4:2:0 video has one colour sample for each 2 x 2 pixels.
  const even = width % 2 === 0 && height % 2 === 0;
  return fits && even ? { type: 'ok', value: { width, height } } : { type: 'refused', expected: PICTURE_SIZE_EXPECTED };
}
