import { describe, expect, it } from 'vitest';
import { FrameCounter } from '../../../src/media/origin/frame-counter.ts';

const PACKETS = 4;
const FRAME_MS = 33;

/** Frames of four packets, one frame in 33 ms; `lost` are never received. Counted 3 s after the last. */
function count(frames: number, lost: (sequence: number) => boolean, late: readonly number[] = []) {
  const counter = new FrameCounter();
  for (let frame = 0; frame < frames; frame++)
    for (let i = 0; i < PACKETS; i++) {
      const sequence = frame * PACKETS + i;
      if (!lost(sequence) && !late.includes(sequence)) counter.received(sequence, i === PACKETS - 1, frame * FRAME_MS);
    }
  for (const sequence of late) counter.received(sequence, sequence % PACKETS === PACKETS - 1, frames * FRAME_MS);
  return counter.take(frames * FRAME_MS + 3000);
}

describe('FrameCounter', () => {
  it('counts whole frames, from the first end of one on', () =>
    expect(count(31, () => false)).toEqual({ whole: 30, broken: 0 }));

  it('counts a frame that lacks its first, a middle or its last packet as broken', () => {
    expect(count(31, (sequence) => sequence === 40)).toEqual({ whole: 29, broken: 1 });
    expect(count(31, (sequence) => sequence === 41)).toEqual({ whole: 29, broken: 1 });
    // Without its end it cannot be told from the frame after it: together they are eight packets, two frames.
    expect(count(31, (sequence) => sequence === 43)).toEqual({ whole: 28, broken: 2 });
  });

  it('counts a frame repaired later as whole', () =>
    expect(count(31, () => false, [41, 42, 60])).toEqual({ whole: 30, broken: 0 }));

  it('counts as many frames in a long hole as it has room for', () =>
    expect(count(61, (sequence) => sequence >= 80 && sequence < 120)).toMatchObject({
      whole: 49,
      broken: 11,
    }));

  it('begins anew when the sender does', () => {
    const counter = new FrameCounter();
    for (const base of [0, 10_000])
      for (let i = 0; i < 12; i++) counter.received(base + i, i % PACKETS === PACKETS - 1, i);
    expect(counter.take(5000)).toEqual({ whole: 4, broken: 0 });
  });

  it('gives up nothing before the time of repairs is over', () => {
    const counter = new FrameCounter();
    for (let i = 0; i < 16; i++) if (i !== 5) counter.received(i, i % PACKETS === PACKETS - 1, 0);
    expect(counter.take(1900)).toEqual({ whole: 0, broken: 0 });
    expect(counter.take(2100)).toEqual({ whole: 2, broken: 1 });
  });
});
