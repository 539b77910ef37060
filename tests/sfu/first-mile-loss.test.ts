import { afterEach, beforeEach, expect, it } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { type RtpPeer, VP8_DELTA, VP8_KEY } from './support/rtp-peer.ts';
import { TestOrigin } from './support/test-origin.ts';

const PER_FRAME = 3;
/** VP8 packet that continues a frame: no S bit. */
const REST = Buffer.from([0x00, 1, 2, 3, 4]);

let testOrigin: TestOrigin;
beforeEach(() => {
  testOrigin = new TestOrigin();
});
afterEach(() => testOrigin.close());

/** Sends frames of three packets, except for the lost ones, across the wrap of the numbers. */
async function sendFrames(peer: RtpPeer, from: number, frames: number, isLost: (packet: number) => boolean) {
  for (let packet = 0; packet < frames * PER_FRAME; packet++) {
    const frame = from + Math.floor(packet / PER_FRAME);
    const index = packet % PER_FRAME;
    const first = packet === 0 ? VP8_KEY : VP8_DELTA;
    if (!isLost(packet))
      peer.sendRtp({
        ...{ sequenceNumber: (64_000 + frame * PER_FRAME + index) & 0xffff, timestamp: frame * 3000 },
        ...{ marker: index === PER_FRAME - 1, payload: index === 0 ? first : REST },
      });
    if (packet % 9 === 8) await sleep(1);
  }
}

it('first-mile loss is counted at the origin, apart from what a viewer lost itself', async () => {
  const publisher = await testOrigin.publisher();
  const viewer = await testOrigin.viewer('v');
  await sendFrames(publisher, 0, 100, (packet) => packet % 100 === 50);
  // An outage of 400 frames: more packets than would be requested.
  await sendFrames(publisher, 500, 100, () => false);
  const sum = (of: (second: (typeof testOrigin.seconds)[number]) => number | undefined) =>
    testOrigin.seconds.reduce((all, second) => all + (of(second) ?? 0), 0);
  await expect.poll(() => sum(({ publisher: p }) => p?.framesBroken)).toBe(403);
  expect(sum(({ publisher: p }) => p?.framesWhole)).toBe(197);
  expect(sum(({ publisher: p }) => p?.packetsMissing)).toBe(3 + 1200);
  // The viewer's own downlink lost nothing: gaps in its numbers are packets that the origin never had.
  const numbers = viewer.received.map(({ sequenceNumber }) => sequenceNumber);
  const spanned = (((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)) & 0xffff) + 1;
  expect(viewer.received).toHaveLength(597);
  expect(sum(({ viewers }) => viewers[0]?.videoPacketsOut)).toBe(597);
  expect(sum(({ viewers }) => viewers[0]?.videoNumbersUnsent)).toBe(spanned - 597);
  expect(spanned - 597).toBe(1203);
});
