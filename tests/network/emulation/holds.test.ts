import { describe, expect, it } from 'vitest';
import type { LinkProfile, Traces } from '../../../src/model/scenario/link-profile.ts';
import { createCapacity } from '../../../src/network/emulation/capacity/create-capacity.ts';
import { EmulatedLink } from '../../../src/network/emulation/link.ts';
import { LOST_QUEUE } from '../../../src/network/emulation/queue/bottleneck.ts';
import { NONE, RouterCore } from '../../../src/network/emulation/router-core.ts';
import { link, profile, topology } from '../support/profiles.ts';

const HOLD = [{ fromMs: 100, toMs: 400, rateBps: 0 }];
const emulate = (effects: Partial<LinkProfile>, seed = 1, traces: Traces = {}) =>
  new EmulatedLink(link('a', effects, seed), { traces });

describe('a hold', () => {
  it('makes packets wait on an unlimited line, and releases them together when it is over', () => {
    const emulated = emulate({ delayMs: 20, rateCaps: HOLD });
    expect([99, 100, 250, 399, 400, 401].map((atMs) => emulated.admit(atMs, 1250))).toEqual([
      119, 420, 420, 420, 420, 421,
    ]);
    expect(emulated.takeSecond(1000)).toMatchObject({ lostQueue: 0, outPackets: 6, queueDelayMaxMs: 300 });
    expect(emulated.takeSecond(1000)).not.toHaveProperty('rateBps');
  });

  it('fills the queue of a limited line, which then drains at its rate, and drops packets without room', () => {
    // At 1 Mbps 1250 bytes take 10 ms, so 100 ms hold ten packets.
    const emulated = emulate({ rateBps: 1e6, queueMs: 100, rateCaps: HOLD });
    const dues = Array.from({ length: 30 }, (_, n) => emulated.admit(100 + n * 10, 1250));
    expect(dues.slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, n) => 410 + n * 10));
    expect(new Set(dues.slice(10))).toEqual(new Set([LOST_QUEUE]));
    expect(emulated.takeSecond(200).rateBps).toBe(0);
    expect(emulated.takeSecond(500).rateBps).toBe(1e6);
  });

  it('does not interrupt the packet being sent when it begins', () => {
    const emulated = emulate({ rateBps: 1e6, rateCaps: HOLD });
    expect([emulated.admit(95, 1250), emulated.admit(96, 1250)]).toEqual([105, 410]);
  });

  it('also stops a CoDel queue', () => {
    const held = link('a', { rateBps: 1e6, queueMs: 1000, discipline: 'codel', rateCaps: HOLD });
    const core = new RouterCore(topology(['x', 'y'], [held], [['x', 'y', 'a']]), 16);
    for (const atMs of [150, 200]) core.offer(core.reserve(), core.routeBetween(0, 1), 1, 1250, atMs);
    expect(core.takeDue(409.9)).toBe(NONE);
    expect([core.takeDue(420), core.takeDue(420)].map((slot) => core.dueMs(slot))).toEqual([410, 420]);
  });
});

describe('a narrower rate for a time', () => {
  const cap = [{ fromMs: 0, toMs: 1000, rateBps: 1e6 }];

  it('makes a bottleneck of an unlimited line, with a queue sized by that rate', () => {
    const emulated = emulate({ rateCaps: cap });
    const dues = Array.from({ length: 40 }, () => emulated.admit(0, 1250));
    // 300 ms by default: 30 packets of 10 ms, besides the one being sent.
    expect(dues.filter((due) => due !== LOST_QUEUE).length).toBe(31);
    expect(dues[30]).toBe(310);
    expect(emulated.admit(1000, 1250)).toBe(1000);
  });

  it('is the lower of two rates, also over a trace of opportunities, of which unused ones are lost', () => {
    // 1504 bytes per ms are 12 Mbps; under the cap, one packet takes 12.032 ms.
    const traces: Traces = { t: { type: 'opportunities', atMs: [1], periodMs: 1 } };
    const emulated = emulate({ trace: 't', queueMs: 1e6, rateCaps: cap }, 1, traces);
    const dues = Array.from({ length: 200 }, () => emulated.admit(0, 1504));
    const through = (toMs: number) => dues.filter((due) => due <= toMs).length;
    expect(Math.abs(through(999) - 999 / 12.032)).toBeLessThan(12);
    expect(through(1050) - through(1000)).toBeGreaterThanOrEqual(48);
    expect(through(1050) - through(1000)).toBeLessThanOrEqual(51);
    expect(dues).toEqual(dues.toSorted((a, b) => a - b));
  });

  it('is the lowest of several that overlap', () => {
    const overlapping = [...cap, { fromMs: 100, toMs: 200, rateBps: 2.5e5 }, { fromMs: 150, toMs: 160, rateBps: 0 }];
    const capacity = createCapacity(profile({ rateBps: 1e7, rateCaps: overlapping }), {});
    expect([50, 120, 155, 190, 1500].map((atMs) => capacity?.rateBps(atMs))).toEqual([1e6, 2.5e5, 0, 2.5e5, 1e7]);
  });
});

describe('a reordering that makes packets late', () => {
  it('delays the packets it picks, and lets the others pass', () => {
    const emulated = emulate({ delayMs: 10, reorder: { fraction: 1, gap: 3, lateMs: 25 } });
    expect([0, 10, 20, 30, 40, 50].map((atMs) => emulated.admit(atMs, 100))).toEqual([10, 20, 55, 40, 50, 85]);
    expect(emulated.takeSecond()).toMatchObject({ reordered: 2, meanDelayMs: 10 });
    expect(emulated.leastDelayMs).toBe(10);
  });

  it('picks as often as asked', () => {
    const emulated = emulate({ reorder: { fraction: 0.01, gap: 1, lateMs: 5 } });
    const late = Array.from({ length: 100_000 }, (_, n) => emulated.admit(n, 100) - n).filter((ms) => ms > 0);
    expect(new Set(late)).toEqual(new Set([5]));
    expect(Math.abs(late.length - 1000)).toBeLessThan(3.29 * Math.sqrt(1000));
  });
});
