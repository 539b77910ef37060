/** The time code in the picture carries 20 bits of the frame number, so numbers meet modulo 2^20 (9.7 h at 30 fps). */
const FRAME_NUMBERS = 2 ** 20;

/** The part of a frame number that survives the time code: the same for a made frame and its sighting. */
export function codedFrame(frame: number): number {
  return ((frame % FRAME_NUMBERS) + FRAME_NUMBERS) % FRAME_NUMBERS;
}
