import { describe, expect, it } from 'vitest';
import { REFERENCE_PACKET_MS } from '../../../src/model/scenario/reference-packet.ts';
import { COPIED, CORRUPTED } from '../../../src/network/emulation/impairments.ts';
import { EmulatedLink } from '../../../src/network/emulation/link.ts';
import { LOST_QUEUE } from '../../../src/network/emulation/queue/bottleneck.ts';
import { lossOf } from '../../../src/scenario/profiles/link-profiles.ts';
import { link } from '../support/profiles.ts';

const COUNT = 1_000_000;

/** Examples of tc-netem(8) and of the netem page of the Linux Foundation's wiki, with the effects they describe. */
describe('netem’s worked examples', () => {
  it('"gap 5 delay 10ms": the 5th, 10th, 15th ... packet leaves at once, every other is delayed by 10 ms', () => {
    const emulated = new EmulatedLink(link('a', { delayMs: 10, reorder: { fraction: 1, gap: 5 } }));
    const delays = Array.from({ length: 15 }, (_, n) => emulated.admit(n * 20, 100) - n * 20);
    expect(delays).toEqual([10, 10, 10, 10, 0, 10, 10, 10, 10, 0, 10, 10, 10, 10, 0]);
    expect(emulated.takeSecond()).toMatchObject({ reordered: 3, meanDelayMs: 10 });
  });

  it('"delay 10ms reorder 25%": 25 % of packets leave at once, the others are delayed by 10 ms', () => {
    const emulated = new EmulatedLink(link('a', { delayMs: 10, reorder: { fraction: 0.25, gap: 1 } }, 5));
    let ahead = 0;
    let delayed = 0;
    for (let n = 0; n < COUNT; n++) {
      const delayMs = emulated.admit(n, 100) - n;
      if (delayMs === 0) ahead++;
      else if (delayMs === 10) delayed++;
    }
    expect(ahead + delayed).toBe(COUNT);
    expect(Math.abs(ahead - 0.25 * COUNT)).toBeLessThan(3.29 * Math.sqrt(COUNT * 0.25 * 0.75));
  });

  it('"delay 100ms 75ms": packets 1 ms apart overtake, unless order is kept', () => {
    const overtaking = (jitterReorders: boolean) => {
      const emulated = new EmulatedLink(link('a', { delayMs: 100, jitterMs: 75, jitterReorders }, 2));
      const dues = Array.from({ length: 10_000 }, (_, n) => emulated.admit(n, 100));
      return dues.filter((due, n) => due < (dues[n - 1] ?? 0)).length;
    };
    expect(overtaking(true)).toBeGreaterThan(4500);
    expect(overtaking(false)).toBe(0);
  });

  it('"delay 100ms 20ms distribution normal": mean 100 ms, 68 % within 20 ms of it', () => {
    const emulated = new EmulatedLink(
      link('a', { delayMs: 100, jitterMs: 20, jitterDistribution: 'normal', jitterReorders: true }, 3),
    );
    let within = 0;
    for (let n = 0; n < COUNT; n++) if (Math.abs(emulated.admit(n, 100) - n - 100) < 20) within++;
    expect(within / COUNT).toBeCloseTo(0.6827, 2);
    expect(emulated.takeSecond().meanDelayMs).toBeCloseTo(100, 0);
  });

  it('"loss gemodel 1%" is independent loss of 1 %: r, 1-h and 1-k have their defaults', () => {
    const loss = lossOf({ p: 0.01 }, undefined);
    expect(loss).toEqual({ type: 'gilbert-elliott', p: 0.01, r: 0.99, lossInBad: 1, lossInGood: 0 });
    const emulated = new EmulatedLink(link('a', { loss }, 8));
    let lost = 0;
    let pairs = 0;
    let before = false;
    for (let n = 0; n < COUNT; n++) {
      const isLost = emulated.admit(n * REFERENCE_PACKET_MS, 100) < 0;
      if (isLost) lost++;
      if (isLost && before) pairs++;
      before = isLost;
    }
    expect(Math.abs(lost - 0.01 * COUNT)).toBeLessThan(3.29 * Math.sqrt(COUNT * 0.01));
    expect(Math.abs(pairs - 0.0001 * COUNT)).toBeLessThan(3.29 * Math.sqrt(COUNT * 0.0001));
  });

  it('"loss gemodel 1% 30% 90% 0.1%": the mean loss and the mean stay given by all four parameters', () => {
    const loss = lossOf({ p: 0.01, r: 0.3, inBad: 0.9, inGood: 0.001 }, undefined);
    const emulated = new EmulatedLink(link('a', { loss }, 9));
    for (let n = 0; n < COUNT; n++) emulated.admit(n * REFERENCE_PACKET_MS, 100);
    const { lostBurst, lostRandom } = emulated.takeSecond();
    const bad = 0.01 / 0.31;
    // States of successive packets have a correlation of 0.69.
    const sigma = Math.sqrt((COUNT * bad * (1 - bad) * 1.69) / 0.31);
    expect(Math.abs(lostBurst - COUNT * bad * 0.9)).toBeLessThan(3.29 * sigma);
    expect(Math.abs(lostRandom - COUNT * (1 - bad) * 0.001)).toBeLessThan(3.29 * Math.sqrt(COUNT * 0.001));
  });

  it('"duplicate 1%": 1 % of a million packets arrive twice', () => {
    const emulated = new EmulatedLink(link('a', { duplicateFraction: 0.01 }, 3));
    for (let n = 0; n < COUNT; n++) {
      emulated.admit(n, 100);
      if (emulated.marks !== 0) emulated.admitCopy(n, 100);
    }
    const { inPackets, outPackets } = emulated.takeSecond();
    expect(inPackets).toBe(COUNT);
    expect(Math.abs(outPackets - 1.01 * COUNT)).toBeLessThan(3.29 * Math.sqrt(COUNT * 0.01));
  });

  it('"reorder 50% gap 5": of four packets plus two more on average, one leaves at once', () => {
    const emulated = new EmulatedLink(link('a', { delayMs: 10, reorder: { fraction: 0.5, gap: 5 } }, 6));
    for (let n = 0; n < COUNT; n++) emulated.admit(n, 100);
    // Four packets that are no candidates, then 1 / 0.5 candidates: every sixth. The number of candidates has a variance of
    // 2.
    const sigma = Math.sqrt((2 * COUNT) / 6 ** 3);
    expect(Math.abs((emulated.takeSecond().reordered ?? 0) - COUNT / 6)).toBeLessThan(3.29 * sigma);
  });

  it('duplicates, loses, corrupts, queues, then sends ahead or delays, in this order', () => {
    const allLost = { type: 'random', lossFraction: 1 } as const;
    const effects = { duplicateFraction: 1, corruptFraction: 1, rateBps: 1e6, queuePackets: 1, delayMs: 50 };
    // Duplication comes before loss: netem's count of 1 + 1 - 1 leaves one packet, which has no copy.
    const saved = new EmulatedLink(link('a', { ...effects, loss: allLost }));
    expect([saved.admit(0, 1250), saved.marks]).toEqual([60, CORRUPTED]);
    // Original and copy, both corrupted, join the queue; a third packet has no room, but was corrupted before.
    const twice = new EmulatedLink(link('a', effects));
    expect([twice.admit(0, 1250), twice.marks]).toEqual([60, COPIED | CORRUPTED]);
    expect([twice.admitCopy(0, 1250), twice.marks]).toEqual([70, CORRUPTED]);
    expect([twice.admit(0, 1250), twice.marks]).toEqual([LOST_QUEUE, COPIED | CORRUPTED]);
    expect(twice.takeSecond()).toMatchObject({ duplicated: 2, corrupted: 3, lostQueue: 1, outPackets: 2 });
    // It skips the delay, but not the queue.
    const ahead = new EmulatedLink(link('a', { rateBps: 1e6, delayMs: 50, reorder: { fraction: 1, gap: 1 } }));
    expect([ahead.admit(0, 1250), ahead.admit(0, 1250)]).toEqual([10, 20]);
  });
});
