import { codedFrame, FRAME_NUMBERS } from '../../model/recording/frame-numbers.ts';
import type { SeenFrames } from '../../model/recording/seen-frames.ts';

/**
 * The moments the viewer saw something new: each frame once, when first seen. A frame decoded twice is a still picture the
 * second time. A frame that comes after a later one counts (its picture had not been seen); asking for rising numbers
 * instead would let one misread number (a false CRC match) silence every frame after it.
 */
export function firstSights(frames: SeenFrames): SeenFrames {
  const found = asked.get(frames) ?? pickFirst(frames);
  asked.set(frames, found);
  return found;
}

/** A dozen metrics ask for them. */
const asked = new WeakMap<SeenFrames, SeenFrames>();

/** By place: 1 where a frame is seen for the first time. */
export function newPlaces(frames: SeenFrames): Uint8Array {
  const found = places.get(frames) ?? findNew(frames);
  places.set(frames, found);
  return found;
}

const places = new WeakMap<SeenFrames, Uint8Array>();

function findNew({ frame }: SeenFrames): Uint8Array {
  const known = new Uint8Array(FRAME_NUMBERS);
  return Uint8Array.from(frame, (each) => {
    const coded = codedFrame(each);
    const isNew = known[coded] === 0;
    known[coded] = 1;
    return isNew ? 1 : 0;
  });
}

function pickFirst(frames: SeenFrames): SeenFrames {
  const isNew = newPlaces(frames);
  if (!isNew.includes(0)) return frames;
  const picked = (column: Float64Array) => column.filter((_, place) => isNew[place] === 1);
  return { frame: picked(frames.frame), seenMs: picked(frames.seenMs), latencyMs: picked(frames.latencyMs) };
}
