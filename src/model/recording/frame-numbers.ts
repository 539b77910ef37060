/** Bits of a frame number that the time code in the picture carries. */
export const FRAME_NUMBER_BITS = 20;

/** Bits of the wall time in ms that the time code carries: 18.6 h. */
export const TIME_CODE_BITS = 26;

/** Number of frames that the time code can distinguish, 9.7 h at 30 fps; after that, numbers repeat. */
export const FRAME_NUMBERS = 2 ** FRAME_NUMBER_BITS;

/**
 * Returns the part of a frame number that the time code carries: equal for a generated frame and its decoded copies.
 */
export function codedFrame(frame: number): number {
  return ((frame % FRAME_NUMBERS) + FRAME_NUMBERS) % FRAME_NUMBERS;
}

/** Returns by how many frames `frame` is ahead of `other` (negative: behind), by the coded parts of their numbers. */
export function framesAhead(frame: number, other: number): number {
  const difference = frame - other;
  return difference - FRAME_NUMBERS * Math.round(difference / FRAME_NUMBERS);
}

/** Returns the time between two clock readings known by their time code bits, ms: the shorter way around the wrap. */
export function shortestMs(laterMs: number, earlierMs: number): number {
  const range = 2 ** TIME_CODE_BITS;
  const ahead = (laterMs - earlierMs) % range;
  if (ahead >= range / 2) return ahead - range;
  return ahead < -range / 2 ? ahead + range : ahead;
}
