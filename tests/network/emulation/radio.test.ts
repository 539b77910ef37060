import { describe, expect, it } from 'vitest';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import { EmulatedLink } from '../../../src/network/emulation/link.ts';
import { link } from '../support/profiles.ts';
import { sendUnderGcc } from './send-under-gcc.ts';

const emulate = (effects: Partial<LinkProfile>, seed = 1) => new EmulatedLink(link('a', effects, seed));
const waitsOf = (emulated: EmulatedLink, count: number, everyMs: number) =>
  Array.from({ length: count }, (_, n) => emulated.admit(n * everyMs, 100) - n * everyMs);

describe('a cellular scheduler', () => {
  it('releases packets every 10 ms, those between two grants together, so that delay is a sawtooth from 10 ms to 0', () => {
    const emulated = emulate({ radio: { grantMs: 10 } });
    const dues = Array.from({ length: 1000 }, (_, n) => emulated.admit(n, 100));
    const distances = dues.slice(1).map((due, n) => Number((due - (dues[n] ?? 0)).toFixed(9)));
    expect(new Set(distances)).toEqual(new Set([0, 10]));
    const waits = dues.map((due, n) => due - n);
    expect(Math.max(...waits)).toBeLessThan(10);
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeCloseTo(4.5 + ((waits.at(-1) ?? 0) % 1), 6);
  });

  it('has different grant times for each line', () => {
    const phases = [1, 2, 3].map((seed) => emulate({ radio: { grantMs: 10 } }, seed).admit(0, 100));
    expect(new Set(phases).size).toBe(3);
  });
});

describe('Wi-Fi that aggregates', () => {
  it('wins the medium once in every 6 ms, at a random time, and sends all packets that have arrived since', () => {
    const waits = waitsOf(emulate({ radio: { aggregateMs: 6 } }), 100_000, 0.937);
    expect(Math.max(...waits)).toBeLessThan(12);
    // The mean wait for a turn at a random place in each interval is 7/12 of the interval.
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeCloseTo((6 * 7) / 12, 1);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
  });

  it('keeps order, and is the same for streams of different rates', () => {
    const fast = emulate({ delayMs: 30, jitterMs: 8, radio: { aggregateMs: 6, grantMs: 5 } });
    const slow = emulate({ delayMs: 30, jitterMs: 8, radio: { aggregateMs: 6, grantMs: 5 } });
    const dues = Array.from({ length: 20_000 }, (_, n) => fast.admit(n * 0.5, 100));
    expect(dues).toEqual(dues.toSorted((a, b) => a - b));
    for (let n = 0; n < 20_000; n += 37) expect(slow.admit(n * 0.5, 100)).toBe(dues[n]);
  });
});

describe('handovers', () => {
  const radio = { handover: { everyMs: 5000, forMs: 50 } };

  it('come once in each interval, hold packets and lose none', () => {
    const waits = waitsOf(emulate({ radio }), 100_000, 1);
    const begun = waits.flatMap((wait, n) => (wait > 0 && (waits[n - 1] ?? 0) === 0 ? [n] : []));
    expect(begun.map((atMs) => Math.floor((atMs - 1) / 5000))).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(Math.max(...waits)).toBeGreaterThan(49);
    expect(Math.max(...waits)).toBeLessThanOrEqual(50);
    expect(waits.filter((wait) => wait > 0).length).toBe(20 * 50);
  });

  it('hit both directions at once, and two lines at different times', () => {
    const heldAt = (seed: number, segmentSeed: number) => {
      const emulated = new EmulatedLink({ ...link('a', { radio }, seed), segmentSeed });
      return waitsOf(emulated, 5000, 1).findIndex((wait) => wait > 0);
    };
    expect(heldAt(1, 7)).toBe(heldAt(2, 7));
    expect(heldAt(1, 8)).not.toBe(heldAt(1, 7));
  });
});

describe('a radio that wakes up', () => {
  it('holds the first packet after a pause, and those behind it, until it is connected', () => {
    const emulated = emulate({ delayMs: 10, radio: { promotion: { idleMs: 1000, forMs: 260 } } });
    expect([0, 100, 300, 1299, 2299, 2400, 2600].map((atMs) => emulated.admit(atMs, 100))).toEqual([
      270, 270, 310, 1309, 2569, 2569, 2610,
    ]);
  });
});

describe('a radio under congestion control', () => {
  it.each<[string, NonNullable<LinkProfile['radio']>]>([
    ['grants each 10 ms', { grantMs: 10 }],
    ['grants each 20 ms', { grantMs: 20 }],
    ['aggregation each 6 ms', { aggregateMs: 6 }],
    ['handovers of 50 ms each 10 s', { handover: { everyMs: 10_000, forMs: 50 } }],
  ])('leaves an encoder 95 %% of its rate, because it does not look like a queue: %s', (_, radio) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const emulated = emulate({ delayMs: 50, radio }, seed);
      expect(sendUnderGcc((atMs, bytes) => emulated.admit(atMs, bytes), { capBps: 2_500_000 }).share).toBeGreaterThan(
        0.95,
      );
    }
  });
});
