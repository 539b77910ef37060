import { FRAME_NUMBERS } from '../model/frame-numbers.ts';
import type { SeenFrames } from '../model/seen-frames.ts';

/** The part of a frame number that survives the time code: the same for a made frame and its sighting. */
export function codedFrame(frame: number): number {
  return ((frame % FRAME_NUMBERS) + FRAME_NUMBERS) % FRAME_NUMBERS;
}

/** Whether `frame` was made after `other`, as far as their coded parts tell: less than half their range apart. */
export function isLater(frame: number, other: number): boolean {
  const ahead = codedFrame(frame - other);
  return ahead !== 0 && ahead < FRAME_NUMBERS / 2;
}

/** By coded frame number: 1 for those that were seen. */
export function codesOf({ frame }: SeenFrames): Uint8Array {
  const known = new Uint8Array(FRAME_NUMBERS);
  for (const each of frame) known[codedFrame(each)] = 1;
  return known;
}
