import { describe, expect, it } from 'vitest';
import { COPIED, CORRUPTED, Impairments } from '../../../src/network/emulation/impairments.ts';
import { EmulatedLink } from '../../../src/network/emulation/link.ts';
import { LOST_BLACKOUT, LOST_RANDOM, PASSED } from '../../../src/network/emulation/weather.ts';
import { link, profile } from '../support/profiles.ts';

const COUNT = 1_000_000;
/** Expects a count within the interval that contains 99.9 % of all seeds. */
const within = (seen: number, share: number, count = COUNT) =>
  expect(Math.abs(seen - count * share)).toBeLessThan(3.29 * Math.sqrt(count * share * (1 - share)));

describe('duplication and corruption', () => {
  it('hit independently at the rates asked, over a million packets', () => {
    const emulated = new EmulatedLink(link('a', { duplicateFraction: 0.01, corruptFraction: 0.002 }, 4));
    let both = 0;
    for (let n = 0; n < COUNT; n++) {
      emulated.admit(n, 500);
      if (emulated.marks === (COPIED | CORRUPTED)) both++;
    }
    const { duplicated = 0, corrupted = 0, outPackets } = emulated.takeSecond();
    within(duplicated, 0.01);
    within(corrupted, 0.002);
    within(both, 0.01 * 0.002);
    // Copies come out only when they are admitted, which this test does not do.
    expect(outPackets).toBe(COUNT);
  });

  it('cancel each other when a packet is both duplicated and lost, as in netem', () => {
    const impairments = new Impairments(profile({ duplicateFraction: 1 }), 1);
    expect([impairments.apply(LOST_RANDOM, 500), impairments.marks]).toEqual([PASSED, 0]);
    expect([impairments.apply(PASSED, 500), impairments.marks]).toEqual([PASSED, COPIED]);
    expect([impairments.applyToCopy(LOST_RANDOM, 500), impairments.marks]).toEqual([LOST_RANDOM, 0]);
    expect([impairments.applyToCopy(PASSED, 500), impairments.marks]).toEqual([PASSED, 0]);
  });

  it('rescue no packet from a blackout', () => {
    const impairments = new Impairments(profile({ duplicateFraction: 1, corruptFraction: 1 }), 1);
    expect([impairments.apply(LOST_BLACKOUT, 500), impairments.marks]).toEqual([LOST_BLACKOUT, 0]);
  });

  it('flip each bit after the IP header with equal probability', () => {
    const impairments = new Impairments(profile({ corruptFraction: 1 }), 6);
    const counts = new Uint32Array(22 * 8);
    for (let n = 0; n < 160_000; n++) {
      impairments.apply(PASSED, 22);
      counts[impairments.bit] = (counts[impairments.bit] ?? 0) + 1;
    }
    expect(counts.subarray(0, 160).every((count) => count === 0)).toBe(true);
    for (const count of counts.subarray(160)) within(count, 1 / 16, 160_000);
  });

  it('leave a packet without payload alone', () => {
    const impairments = new Impairments(profile({ corruptFraction: 1 }), 1);
    impairments.apply(PASSED, 20);
    expect(impairments.marks).toBe(0);
  });
});
