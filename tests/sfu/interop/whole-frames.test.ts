import { expect, test } from 'vitest';
import { WholeFrames } from './whole-frames.ts';

const START = 0x10;
/** Packets of VP8 (RFC 7741): a keyframe of two, and two more pictures of one and of two. */
const PACKETS = [
  [65_534, 0, false, [START, 0, 1, 2]],
  [65_535, 0, true, [0, 3]],
  [0, 3000, true, [START, 1, 4]],
  [1, 6000, false, [START, 1, 5]],
  [2, 6000, true, [0, 6]],
] as const;

/** Returns the pictures of the packets with these indices, in this order of arrival. */
function framesOf(...indices: readonly number[]): string[] {
  const frames = new WholeFrames('vp8');
  for (const [sequenceNumber, timestamp, marker, bytes] of indices.flatMap((index) => [PACKETS[index] ?? PACKETS[0]]))
    frames.add({ header: { sequenceNumber, timestamp, marker }, payload: Buffer.from(bytes) });
  return frames.frames().map((frame) => frame.toString('hex'));
}

test('frames are put together whatever the order of their packets, over the end of the numbers', () => {
  const all = ['00010203', '0104', '010506'];
  expect(framesOf(0, 1, 2, 3, 4)).toEqual(all);
  expect(framesOf(1, 3, 0, 4, 2)).toEqual(all);
});

test('a frame that lacks a packet is none, and neither are those that build on it', () => {
  expect(framesOf(1, 2, 3, 4)).toEqual([]);
  expect(framesOf(0, 2, 3, 4)).toEqual([]);
  expect(framesOf(0, 1, 3, 4)).toEqual(['00010203']);
  expect(framesOf(0, 1, 2, 4)).toEqual(['00010203', '0104']);
  expect(framesOf(0, 1, 2, 3)).toEqual(['00010203', '0104']);
});
