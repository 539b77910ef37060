import { expect, it } from 'vitest';
import { EmulatedLink, LOST_MTU } from '../../../src/network/emulation/link.ts';
import { packHeader } from '../../../src/network/emulation/packet-header.ts';
import { link } from '../support/profiles.ts';

const WHOLE = packHeader(1, 0, true);

it('a link loses what is larger than its MTU and must not be fragmented, and counts it', () => {
  const emulated = new EmulatedLink(link('a', { delayMs: 20, mtuBytes: 1400 }));
  expect([1400, 1401].map((bytes) => emulated.admit(0, bytes, 0, WHOLE))).toEqual([20, LOST_MTU]);
  expect(emulated.takeSecond()).toMatchObject({ inPackets: 2, outPackets: 1, lostRandom: 1, lostMtu: 1 });
});

it('a link sends a larger packet in fragments where it may, with a header each', () => {
  // 1500 bytes are 20 of header and 1480: two fragments at an MTU of 1400, so 1520 bytes, 12.16 ms at 1 Mbps.
  const emulated = new EmulatedLink(link('a', { rateBps: 1e6, mtuBytes: 1400 }));
  expect(emulated.admit(0, 1500, 0, packHeader(1, 0, false))).toBeCloseTo(12.16, 9);
});
