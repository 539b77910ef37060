import type { SeenFrame } from '../model/recorded-take.ts';
import { codedFrame } from './frame-number.ts';

/**
 * The moments the viewer saw something new: each frame once, when first seen. A frame decoded twice is a still picture the
 * second time. A frame that comes after a later one counts (its picture had not been seen); asking for rising numbers
 * instead would let one misread number (a false CRC match) silence every frame after it.
 */
export function firstSights(frames: readonly SeenFrame[]): readonly SeenFrame[] {
  const known = new Set<number>();
  return frames.filter(({ frame }) => {
    const coded = codedFrame(frame);
    if (known.has(coded)) return false;
    known.add(coded);
    return true;
  });
}
