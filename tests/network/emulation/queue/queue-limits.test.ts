import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/lib/random.ts';
import type { Traces } from '../../../../src/model/scenario/link-profile.ts';
import { EmulatedLink } from '../../../../src/network/emulation/link.ts';
import { LOST_QUEUE } from '../../../../src/network/emulation/queue/bottleneck.ts';
import { link } from '../../support/profiles.ts';

/** All lines have 1 Mbps, at which 1250 bytes take 10 ms. */
describe('a queue', () => {
  it('limited in packets holds that many besides the one being sent', () => {
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

  it('limited in bytes accepts a small packet where a large one has no room', () => {
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

  it('limited in ms holds what the rate as written sends in that time, and at least one packet', () => {
    // 300 ms at 4 Mbps are 150 kB, or 120 packets of 1250 bytes, which take 2 s at 600 kbps.
    const slower = { rateBps: 4e6, queueMs: 300, rateSteps: { steps: [{ atMs: 0, rateBps: 600_000 }] } };
    const emulated = new EmulatedLink(link('a', slower));
    const dues = Array.from({ length: 200 }, () => emulated.admit(0, 1250)).filter((due) => due !== LOST_QUEUE);
    expect(dues.length).toBe(1 + 120);
    expect(emulated.takeSecond().queueDelayMaxMs).toBeCloseTo((120 * 1250 * 8) / 600, 6);
    const tiny = new EmulatedLink(link('a', { rateBps: 100_000, queueMs: 10 }));
    expect([1250, 1250, 1250].map((bytes) => tiny.admit(0, bytes))).toEqual([100, 200, LOST_QUEUE]);
  });

  it('limited in ms keeps its size before and through an outage', () => {
    // 300 ms at 2.5 Mbps are 93,750 bytes. Nothing leaves for a second, in which 250 packets/s of 300 bytes are 75,000
    // bytes.
    const traces: Traces = {
      t: {
        type: 'rates',
        steps: [
          { atMs: 0, rateBps: 2.5e6 },
          { atMs: 1000, rateBps: 0 },
          { atMs: 2000, rateBps: 2.5e6 },
        ],
        periodMs: 60_000,
      },
    };
    const emulated = new EmulatedLink(link('a', { rateBps: 2.5e6, trace: 't', queueMs: 300 }), { traces });
    const lost = Array.from({ length: 1000 }, (_, n) => emulated.admit(n * 4, 300)).filter((due) => due === LOST_QUEUE);
    expect(lost).toEqual([]);
    expect(emulated.takeSecond(4000).queueDelayMaxMs).toBeGreaterThan(990);
    // Twice as much, 600 bytes every 4 ms or 150,000 bytes, fills it, and the excess is lost.
    const full = new EmulatedLink(link('a', { rateBps: 2.5e6, trace: 't', queueMs: 300 }), { traces });
    const fates = Array.from({ length: 500 }, (_, n) => full.admit(n * 4, 600));
    expect(fates.filter((due) => due === LOST_QUEUE).length).toBe(250 - Math.floor(93_750 / 600));
    // No packet is lost before the queue is full.
    expect(fates.indexOf(LOST_QUEUE)).toBe(250 + Math.floor(93_750 / 600));
  });

  it('limited in ms uses the mean rate of a trace', () => {
    const atMs = Array.from({ length: 100 }, (_, n) => (n < 50 ? 10 * n : 500 + n / 5));
    const traces: Traces = { t: { type: 'opportunities', atMs, periodMs: 1000 } };
    const emulated = new EmulatedLink(link('a', { trace: 't', queueMs: 100 }), { traces });
    const admitted = Array.from({ length: 100 }, () => emulated.admit(600, 1504)).filter((due) => due !== LOST_QUEUE);
    // 100 opportunities per second are ten in 100 ms, although the next one comes in 400 ms.
    expect(admitted.length).toBe(10);
  });

  it('has the delays of an M/D/1 queue, over a million packets that arrive at random at 80 % of the rate', () => {
    const emulated = new EmulatedLink(link('a', { rateBps: 8e6, queueMs: 1e6 }));
    const random = createRandom(1);
    const [count, load] = [1_000_000, 0.8];
    let atMs = 0;
    let waited = 0;
    let atOnce = 0;
    let withinHalf = 0;
    for (let n = 0; n < count; n++) {
      atMs += -Math.log(1 - random()) / load;
      // 1000 bytes take 1 ms.
      const waitMs = emulated.admit(atMs, 1000) - atMs - 1;
      waited += waitMs;
      if (waitMs < 1e-6) atOnce++;
      if (waitMs < 0.5) withinHalf++;
    }
    // Pollaczek-Khinchine: load / (2 (1 - load)) = 2 ms. Erlang: P(wait <= t) = (1 - load) exp(load t) for t < 1 ms.
    // Waits correlate over some 100 packets, so 10,000 are independent: 4 sigma.
    expect(Math.abs(waited / count - 2)).toBeLessThan(0.1);
    expect(Math.abs(atOnce / count - 0.2)).toBeLessThan(0.016);
    expect(Math.abs(withinHalf / count - 0.2 * Math.exp(0.4))).toBeLessThan(0.018);
  });

  it('has the delays of a D/D/1 queue for every packet: none below the rate, and in a burst those of all packets before it', () => {
    const emulated = new EmulatedLink(link('a', { rateBps: 8e6, queueMs: 1e6 }));
    for (let n = 0; n < 1000; n++) expect(emulated.admit(n * 1.25, 1000)).toBeCloseTo(n * 1.25 + 1, 9);
    // Ten packets at once every 12.5 ms.
    for (let n = 0; n < 10_000; n++) {
      const atMs = 2000 + Math.floor(n / 10) * 12.5;
      expect(Math.abs(emulated.admit(atMs, 1000) - atMs - (n % 10) - 1)).toBeLessThan(1e-6);
    }
    const { queueDelayP50Ms, queueDelayMaxMs } = emulated.takeSecond();
    expect(queueDelayMaxMs).toBeCloseTo(9, 6);
    expect(queueDelayP50Ms).toBeGreaterThan(3.9);
    expect(queueDelayP50Ms).toBeLessThan(4.1);
  });
});
