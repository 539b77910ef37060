import type { Parsed } from './quantity.ts';

export const DEFAULT_FRAME_RATE = 30;

/** Size of a picture, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Smallest picture in which the time code was read without an error: 32 cells in a row, 10 px each. */
const SMALLEST: PictureSize = { width: 320, height: 180 };
/** Longest side of a 4K picture, in pixels, landscape or portrait. */
const LONGEST_SIDE = 3840;

/** Size of a broadcast that writes none. */
export const DEFAULT_PICTURE_SIZE = '1280x720';

export const PICTURE_SIZE_EXPECTED = `a picture size in pixels such as "1280x720", even numbers, from ${SMALLEST.width}x${SMALLEST.height}, no side over ${LONGEST_SIDE}`;
/** Landscape sizes by the names that encoders and platforms give them. */
const NAMED: Readonly<Record<string, PictureSize>> = {
  '360p': { width: 640, height: 360 },
  '480p': { width: 854, height: 480 },
  '540p': { width: 960, height: 540 },
  '720p': { width: 1280, height: 720 },
  '1080p': { width: 1920, height: 1080 },
  '1440p': { width: 2560, height: 1440 },
  '2160p': { width: 3840, height: 2160 },
};

/** Signs between width and height, as pages and tools write them; a colon may mean a shape, "16:9". */
const BETWEEN = String.raw`\s*[xX×*]\s*`;

export const PICTURE_SIZE_PATTERN = String.raw`^(\d+${BETWEEN}\d+|(${Object.keys(NAMED)
  .map((name) => name.slice(0, -1))
  .join('|')})[pP]|4[kK])$`;

/** Parses "1280x720", or the name "720p", which is the same landscape size. Refuses odd sides and sizes outside the limits. */
export function parsePictureSize(text: string): Parsed<PictureSize> {
  const plain = text.trim().toLowerCase();
  const name = plain === '4k' ? '2160p' : plain;
  const named = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  if (named !== undefined) return { type: 'ok', value: named };
  const [, width, height] = new RegExp(`^(\\d+)${BETWEEN}(\\d+)$`).exec(plain)?.map(Number) ?? [];
  if (width === undefined || height === undefined) return refusedSize(plain);
  const fits = width >= SMALLEST.width && height >= SMALLEST.height && Math.max(width, height) <= LONGEST_SIDE;
  // 4:2:0 video has one colour sample for each 2 x 2 pixels.
  const even = width % 2 === 0 && height % 2 === 0;
  return fits && even ? { type: 'ok', value: { width, height } } : { type: 'refused', expected: PICTURE_SIZE_EXPECTED };
}

/** Suggests the size that another way of writing it means: "1280:720", "1080p60", "2K". */
function refusedSize(plain: string): Parsed<PictureSize> {
  const [, width, height] = /^(\d+)\s*:\s*(\d+)$/.exec(plain) ?? [];
  const [, lines] = /^(\d+)(?:[pi](?:\d+)?)?$/.exec(plain) ?? [];
  const meant = width === undefined ? ({ '2k': '1440p' }[plain] ?? `${lines}p`) : `${width}x${height}`;
  const isMeant = meant !== plain && parsePictureSize(meant).type === 'ok';
  return { type: 'refused', expected: PICTURE_SIZE_EXPECTED, ...(isMeant && { hint: `did you mean ${meant}?` }) };
}
