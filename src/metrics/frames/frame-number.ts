import { codedFrame, FRAME_NUMBERS, framesAhead } from '../../model/recording/frame-numbers.ts';
import type { SeenFrames } from '../../model/recording/seen-frames.ts';

/** Whether `frame` was made after `other`, as far as their coded parts tell: less than half their range apart. */
export function isLater(frame: number, other: number): boolean {
  return framesAhead(frame, other) > 0;
}

/** By coded frame number: 1 for those that were seen. */
export function codesOf({ frame }: SeenFrames): Uint8Array {
  const known = new Uint8Array(FRAME_NUMBERS);
  for (const each of frame) known[codedFrame(each)] = 1;
  return known;
}
