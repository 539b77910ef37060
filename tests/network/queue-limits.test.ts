import { describe, expect, it } from 'vitest';
import { LOST_QUEUE } from '../../src/network/bottleneck.ts';
import { EmulatedLink } from '../../src/network/link.ts';
import { link } from './profiles.ts';

/** 1 Mbps: 1250 bytes take 10 ms. */
describe('a queue', () => {
  it('limited in packets holds so many beside the one that is sent', () => {
    const emulated = new EmulatedLink(link('a', { rateBps: 1e6, queuePackets: 2 }));
    expect([0, 0, 0, 0, 9.9, 10, 10].map((atMs) => emulated.admit(atMs, 1250))).toEqual([
      10,
      20,
      30,
      LOST_QUEUE,
      LOST_QUEUE,
      40,
      LOST_QUEUE,
    ]);
  });

  it('limited in bytes takes a small packet where a large one has no room', () => {
    const emulated = new EmulatedLink(link('a', { rateBps: 1e6, queueBytes: 1500 }));
    expect([1250, 1250, 1250, 250, 250].map((bytes) => emulated.admit(0, bytes))).toEqual([
      10,
      20,
      LOST_QUEUE,
      22,
      LOST_QUEUE,
    ]);
  });

  it('limited in packets is not limited in time', () => {
    const emulated = new EmulatedLink(link('a', { rateBps: 1e5, queuePackets: 1000 }));
    const dues = Array.from({ length: 1002 }, () => emulated.admit(0, 1250));
    expect(dues.filter((due) => due === LOST_QUEUE).length).toBe(1);
    expect(dues[1000]).toBeCloseTo(100_100, 6);
  });

  it('has the delay that the law of M/D/1 says, over a million packets that come by chance at 80 % of the rate', () => {
    const emulated = new EmulatedLink(link('a', { rateBps: 8e6, queueMs: 1e6 }));
    let seed = 1;
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    let atMs = 0;
    let waited = 0;
    const count = 1_000_000;
    for (let n = 0; n < count; n++) {
      atMs += (-Math.log(1 - random()) * 1) / 0.8;
      waited += emulated.admit(atMs, 1000) - atMs - 1;
    }
    // Pollaczek-Khinchine with a service time of 1 ms: load / (2 (1 - load)) = 2 ms. Waits correlate over some 100 packets.
    expect(Math.abs(waited / count - 2)).toBeLessThan(0.1);
  });
});
