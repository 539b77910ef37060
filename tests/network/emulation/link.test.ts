import { describe, expect, it } from 'vitest';
import { DEFAULT_QUEUE_MS } from '../../../src/model/scenario/link-profile.ts';
import { EmulatedLink } from '../../../src/network/emulation/link.ts';
import { LOST_QUEUE } from '../../../src/network/emulation/queue/bottleneck.ts';
import { bursts, link } from '../support/profiles.ts';

describe('EmulatedLink', () => {
  it('delays by exactly the delay', () => {
    const emulated = new EmulatedLink(link('a', { delayMs: 50 }));
    expect([0, 1, 1, 7.25].map((atMs) => emulated.admit(atMs, 1200))).toEqual([50, 51, 51, 57.25]);
  });

  it('sends packets through the bottleneck one after the other, then delays them', () => {
    // At 1 Mbps 1250 bytes take 10 ms.
    const emulated = new EmulatedLink(link('a', { delayMs: 20, rateBps: 1e6, queueMs: 100 }));
    expect([0, 0, 5, 100].map((atMs) => emulated.admit(atMs, 1250))).toEqual([30, 40, 50, 130]);
    expect(emulated.takeSecond()).toMatchObject({
      queueDelayMaxMs: 15,
      meanDelayMs: 20,
      outPackets: 4,
      outBytes: 5000,
    });
  });

  it('drops from the tail only packets that exceed the queue', () => {
    const emulated = new EmulatedLink(link('a', { rateBps: 1e6, queueMs: 20 }));
    expect([0, 0, 0, 0, 0].map((atMs) => emulated.admit(atMs, 1250))).toEqual([10, 20, 30, LOST_QUEUE, LOST_QUEUE]);
    expect(emulated.admit(10, 1250)).toBe(40);
    expect(emulated.takeSecond()).toMatchObject({ inPackets: 6, outPackets: 4, lostQueue: 2, queueDelayMaxMs: 20 });
  });

  it('has the default queue when the profile sets none', () => {
    const emulated = new EmulatedLink(link('a', { rateBps: 1e6 }));
    const dues = Array.from({ length: 100 }, () => emulated.admit(0, 1250));
    expect(dues.filter((due) => due !== LOST_QUEUE).length).toBe(DEFAULT_QUEUE_MS / 10 + 1);
  });

  it('keeps its rate within 0.1 % under twice the load, with a queue that stays exactly full', () => {
    const emulated = new EmulatedLink(link('a', { rateBps: 2e6, queueMs: 150 }));
    let lastDueMs = 0;
    // 1000-byte packets every 2 ms are 4 Mbps, for 100 s.
    for (let atMs = 0; atMs < 100_000; atMs += 2) lastDueMs = Math.max(lastDueMs, emulated.admit(atMs, 1000));
    const { outBytes, queueDelayP50Ms, queueDelayMaxMs } = emulated.takeSecond();
    expect(Math.abs((outBytes * 8) / (lastDueMs / 1000) / 2e6 - 1)).toBeLessThan(0.001);
    expect(queueDelayMaxMs).toBeLessThanOrEqual(150);
    expect(queueDelayP50Ms).toBeGreaterThan(140);
  });

  it('keeps packets in order under jitter, with and without a bottleneck, without raising the mean delay', () => {
    for (const rate of [{}, { rateBps: 5e6, queueMs: 100 }]) {
      const emulated = new EmulatedLink(link('a', { delayMs: 30, jitterMs: 10, ...rate }, 3));
      let previousMs = 0;
      let overtaking = 0;
      let sumMs = 0;
      for (let n = 0; n < 1_000_000; n++) {
        // Samples all parts of the 4 ms steps equally.
        const atMs = n * 2.037;
        const dueMs = emulated.admit(atMs, 500);
        if (dueMs < previousMs) overtaking++;
        previousMs = dueMs;
        sumMs += dueMs - atMs;
      }
      const sendingMs = 'rateBps' in rate ? 0.8 : 0;
      expect(overtaking).toBe(0);
      // With draws of 4 ms that each last for some 10 ms, 0.1 ms is more than 3 sigma of the mean of 200,000.
      expect(Math.abs(sumMs / 1_000_000 - sendingMs - 30)).toBeLessThan(0.1);
      expect(Math.abs((emulated.takeSecond().meanDelayMs ?? 0) - 30)).toBeLessThan(0.1);
    }
  });

  it('loses packets before the bottleneck, as netem does, so that a lost packet takes no capacity', () => {
    const allLost = { type: 'random', lossFraction: 1 } as const;
    const emulated = new EmulatedLink(link('a', { rateBps: 1e6, queueMs: 10, loss: allLost }));
    for (let n = 0; n < 50; n++) emulated.admit(0, 1250);
    expect(emulated.takeSecond()).toMatchObject({ inPackets: 50, lostRandom: 50, lostQueue: 0, outPackets: 0 });
  });

  it('drops the same packets again under the same seed', () => {
    const fates = (seed: number) => {
      const emulated = new EmulatedLink(
        link('a', { delayMs: 10, jitterMs: 4, loss: bursts(0.03, 3), rateBps: 3e6 }, seed),
      );
      return Array.from({ length: 20_000 }, (_, n) => emulated.admit(n * 2.5, 1000));
    };
    expect(fates(5)).toEqual(fates(5));
    expect(fates(5)).not.toEqual(fates(6));
  });

  it('counts every packet once and starts over each second, without queue delay where there is no bottleneck', () => {
    const emulated = new EmulatedLink(link('a', { loss: bursts(0.2, 2) }));
    for (let n = 0; n < 10_000; n++) emulated.admit(n * 4, 100);
    const second = emulated.takeSecond();
    expect(second.lostBurst + second.outPackets).toBe(10_000);
    expect(second.inBytes).toBe(1_000_000);
    expect(second).not.toHaveProperty('queueDelayP50Ms');
    expect(emulated.takeSecond()).toEqual({
      ...{ link: 'a', inPackets: 0, inBytes: 0, outPackets: 0, outBytes: 0, lostRandom: 0, lostBurst: 0, lostQueue: 0 },
    });
  });
});
