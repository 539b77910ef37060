import { codedFrame, FRAME_NUMBERS, framesAhead } from '../../model/recording/frame-numbers.ts';
import type { SeenFrames } from '../../model/recording/seen-frames.ts';

/** Returns whether `frame` was made after `other`, given that they are less than half the range of coded numbers apart. */
export function isLater(frame: number, other: number): boolean {
  return framesAhead(frame, other) > 0;
}

/** Marks the coded frame numbers that were seen with 1. */
export function seenCodes({ frame }: SeenFrames): Uint8Array {
  const known = new Uint8Array(FRAME_NUMBERS);
  for (const each of frame) known[codedFrame(each)] = 1;
  return known;
}
