import { codedFrame, FRAME_NUMBERS } from '../../model/recording/frame-numbers.ts';
import type { SeenFrames } from '../../model/recording/seen-frames.ts';

/**
 * Returns each frame once, when first seen: the moments the viewer saw something new. A frame decoded twice is a still picture
 * the second time. A frame that comes after a later one counts, since its picture had not been seen; requiring rising numbers
 * instead would let one misread number (a false CRC match) silence every frame after it.
 */
export function firstSights(frames: SeenFrames): SeenFrames {
  const found = knownSights.get(frames) ?? pickFirst(frames);
  knownSights.set(frames, found);
  return found;
}

/** Cached because a dozen metrics ask for them. */
const knownSights = new WeakMap<SeenFrames, SeenFrames>();

/** Marks by index, with 1, where a frame is seen for the first time. */
export function newPlaces(frames: SeenFrames): Uint8Array {
  const found = knownPlaces.get(frames) ?? findNew(frames);
  knownPlaces.set(frames, found);
  return found;
}

const knownPlaces = new WeakMap<SeenFrames, Uint8Array>();

/** Number of frames below which a set is smaller than a place for each number there is. */
const FEW = 10_000;

function findNew({ frame }: SeenFrames): Uint8Array {
  if (frame.length < FEW) return findNewOfFew(frame);
  const known = new Uint8Array(FRAME_NUMBERS);
  return Uint8Array.from(frame, (each) => {
    const coded = codedFrame(each);
    const isNew = known[coded] === 0;
    known[coded] = 1;
    return isNew ? 1 : 0;
  });
}

function findNewOfFew(frame: Float64Array): Uint8Array {
  const known = new Set<number>();
  return Uint8Array.from(frame, (each) => {
    const before = known.size;
    return known.add(codedFrame(each)).size > before ? 1 : 0;
  });
}

function pickFirst(frames: SeenFrames): SeenFrames {
  const isNew = newPlaces(frames);
  if (!isNew.includes(0)) return frames;
  const picked = (column: Float64Array) => column.filter((_, place) => isNew[place] === 1);
  return { frame: picked(frames.frame), seenMs: picked(frames.seenMs), latencyMs: picked(frames.latencyMs) };
}
