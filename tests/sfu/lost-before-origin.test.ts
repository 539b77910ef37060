import { afterEach, beforeEach, expect, it } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { type RtpPeer, VP8_DELTA, VP8_KEY } from './support/rtp-peer.ts';
import { OriginLab } from './support/test-origin.ts';

const PER_FRAME = 3;
/** VP8 that goes on with a frame: no S bit. */
const REST = Buffer.from([0x00, 1, 2, 3, 4]);

let lab: OriginLab;
beforeEach(() => {
  lab = new OriginLab();
});
afterEach(() => lab.close());

/** Frames of three packets, but for those that are lost, over the wrap of the numbers. */
async function sendFrames(peer: RtpPeer, from: number, frames: number, isLost: (packet: number) => boolean) {
  for (let packet = 0; packet < frames * PER_FRAME; packet++) {
    const frame = from + Math.floor(packet / PER_FRAME);
    const place = packet % PER_FRAME;
    const first = packet === 0 ? VP8_KEY : VP8_DELTA;
    if (!isLost(packet))
      peer.sendRtp({
        ...{ sequenceNumber: (64_000 + frame * PER_FRAME + place) & 0xffff, timestamp: frame * 3000 },
        ...{ marker: place === PER_FRAME - 1, payload: place === 0 ? first : REST },
      });
    if (packet % 9 === 8) await sleep(1);
  }
}

it('what the publisher’s line lost is counted there, and told apart from what a viewer lost itself', async () => {
  const publisher = await lab.publisher();
  const viewer = await lab.viewer('v');
  await sendFrames(publisher, 0, 100, (packet) => packet % 100 === 50);
  // 400 frames in the dark: more packets than would be asked for.
  await sendFrames(publisher, 500, 100, () => false);
  const sum = (of: (second: (typeof lab.seconds)[number]) => number | undefined) =>
    lab.seconds.reduce((all, second) => all + (of(second) ?? 0), 0);
  await expect.poll(() => sum(({ publisher: p }) => p?.framesBroken), { timeout: 8000 }).toBe(403);
  expect(sum(({ publisher: p }) => p?.framesWhole)).toBe(197);
  expect(sum(({ publisher: p }) => p?.packetsMissing)).toBe(3 + 1200);
  // Its own way lost nothing: what is missing of its numbers is what the origin never had.
  const numbers = viewer.received.map(({ sequenceNumber }) => sequenceNumber);
  const spanned = (((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)) & 0xffff) + 1;
  expect(viewer.received).toHaveLength(597);
  expect(sum(({ viewers }) => viewers[0]?.videoPacketsOut)).toBe(597);
  expect(sum(({ viewers }) => viewers[0]?.videoNumbersUnsent)).toBe(spanned - 597);
  expect(spanned - 597).toBe(1203);
});
