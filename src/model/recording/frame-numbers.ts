/** Bits of a frame's number that the time code in the picture carries. */
export const FRAME_NUMBER_BITS = 20;

/** Bits of the wall time that it carries, ms: 18.6 h. */
export const TIME_CODE_BITS = 26;

/** So many frames are told apart, 9.7 h at 30 fps; then their numbers begin anew. */
export const FRAME_NUMBERS = 2 ** FRAME_NUMBER_BITS;

/** The part of a frame number that survives the time code: the same for a made frame and its sighting. */
export function codedFrame(frame: number): number {
  return ((frame % FRAME_NUMBERS) + FRAME_NUMBERS) % FRAME_NUMBERS;
}

/** By how many frames `frame` was made after `other` (negative: before it), as far as their coded parts tell. */
export function framesAhead(frame: number, other: number): number {
  const apart = frame - other;
  return apart - FRAME_NUMBERS * Math.round(apart / FRAME_NUMBERS);
}

/** From one reading of the clock to a later one, of both of which the time code's bits are known; the short way round. */
export function shortestMs(laterMs: number, earlierMs: number): number {
  const range = 2 ** TIME_CODE_BITS;
  const ahead = (laterMs - earlierMs) % range;
  if (ahead >= range / 2) return ahead - range;
  return ahead < -range / 2 ? ahead + range : ahead;
}
