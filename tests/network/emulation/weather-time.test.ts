import { describe, expect, it } from 'vitest';
import type { LinkProfile, Traces } from '../../../src/model/scenario/link-profile.ts';
import { EmulatedLink } from '../../../src/network/emulation/link.ts';
import { NONE, RouterCore } from '../../../src/network/emulation/router-core.ts';
import { LOST_BLACKOUT, LOST_BURST, LOST_RANDOM, PASSED, Weather } from '../../../src/network/emulation/weather.ts';
import { bursts, link, profile, topology } from '../support/profiles.ts';

const DAY_MS = 86_400_000;
const random = (lossFraction: number) => ({ type: 'random', lossFraction }) as const;

/** Returns arrival times since the window opened, or fates, of packets sent in a window that opens after `warmupMs`. */
function windowAfter(warmupMs: number, effects: Partial<LinkProfile>, traces: Traces = {}): number[] {
  const emulated = new EmulatedLink(link('a', effects, 9), { weatherMs: -DAY_MS, traces });
  for (let atMs = 0; atMs < warmupMs; atMs += 7) emulated.admit(atMs, 301);
  emulated.setWeather(warmupMs, 0);
  return Array.from({ length: 20_000 }, (_, n) => {
    // Off the 4 ms grid of weather changes, where rounding would decide on which side a packet is.
    const atMs = warmupMs + 1000 + (n + 0.1) * 3.01234567;
    const dueMs = emulated.admit(atMs, 301);
    return dueMs < 0 ? dueMs : Number((dueMs - warmupMs).toFixed(6));
  });
}

describe('weather time', () => {
  const storm: Partial<LinkProfile> = { delayMs: 40, jitterMs: 8, jitterDistribution: 'normal', loss: bursts(0.05, 4) };
  const traces: Traces = { t: { type: 'opportunities', atMs: [2, 5, 9, 11, 40], periodMs: 40 } };

  it.each<[string, Partial<LinkProfile>]>([
    ['bursts and jitter in order', storm],
    ['independent loss and drawn jitter', { delayMs: 40, jitterMs: 8, jitterReorders: true, loss: random(0.1) }],
    [
      'a cycle',
      {
        ...storm,
        rateBps: 1e6,
        rateSteps: {
          steps: [
            { atMs: 0, rateBps: 2e6 },
            { atMs: 300, rateBps: 7e5 },
          ],
          repeatMs: 700,
        },
      },
    ],
    ['a trace', { ...storm, trace: 't' }],
  ])('gives the same window after a warm-up of any length: %s', (_, effects) => {
    const short = windowAfter(1000, effects, traces);
    expect(windowAfter(12_345, effects, traces)).toEqual(short);
    expect(new Set(short).size).toBeGreaterThan(4000);
  });

  it('is negative before the window opens: no step, blackout or event touches the warm-up', () => {
    const emulated = new EmulatedLink(
      link('a', { delayMs: 10, delaySteps: [{ atMs: 0, delayMs: 30 }], blackouts: [{ fromMs: 5, toMs: 8 }] }),
      { weatherMs: -DAY_MS },
    );
    expect([0, 6, 1000].map((atMs) => emulated.admit(atMs, 100) - atMs)).toEqual([10, 10, 10]);
    emulated.setWeather(2000, 0);
    expect([2000, 2004.9, 2005, 2007.9, 2008].map((atMs) => emulated.admit(atMs, 100))).toEqual([
      2030,
      2034.9,
      LOST_BLACKOUT,
      LOST_BLACKOUT,
      2038,
    ]);
    expect(emulated.takeSecond()).toMatchObject({ lostBurst: 2, lostBlackout: 2, lostRandom: 0 });
  });

  it('leaves a queue undisturbed when it jumps, and keeps order', () => {
    for (const effects of [{ rateBps: 1e6 }, { trace: 't' }] satisfies Partial<LinkProfile>[]) {
      const emulated = new EmulatedLink(link('a', { ...effects, queueMs: 1e6 }), { weatherMs: -DAY_MS, traces });
      const before = Array.from({ length: 50 }, () => emulated.admit(100, 1250));
      emulated.setWeather(101, 0);
      const after = Array.from({ length: 50 }, () => emulated.admit(102, 1250));
      const dues = [...before, ...after];
      expect(dues).toEqual(dues.toSorted((a, b) => a - b));
      if ('rateBps' in effects) expect(dues.at(-1)).toBeCloseTo(100 + 100 * 10, 6);
    }
  });

  it('cannot go back', () => {
    const emulated = new EmulatedLink(link('a'));
    emulated.setWeather(10, 20);
    expect(() => emulated.setWeather(30, 0)).toThrow('cannot go back');
  });

  it('jumps on all links at once, while packets due earlier keep the earlier weather', () => {
    const dark = [{ fromMs: 0, toMs: 1000 }];
    const links = [link('x', { delayMs: 50 }), link('y', { blackouts: dark })];
    const core = new RouterCore(topology(['a', 'b'], links, [['a', 'b', 'x', 'y']]), 8, { weatherMs: -DAY_MS });
    for (const atMs of [0, 20]) core.offer(core.reserve(), core.routeBetween(0, 1), 1, 100, atMs);
    core.setWeather(60, 0);
    const first = core.takeDue(500);
    expect([core.dueMs(first), core.takeDue(500)]).toEqual([50, NONE]);
    expect(core.takeSecond()[1]).toMatchObject({ lostBlackout: 1, outPackets: 1 });
  });

  it('is the same for streams of different rates, through steps of delay and loss and through blackouts', () => {
    const course = profile({
      delayMs: 40,
      jitterMs: 6,
      loss: bursts(0.05, 4),
      delaySteps: [
        { atMs: 10_000, delayMs: 120 },
        { atMs: 20_000, delayMs: 40 },
      ],
      lossSteps: [
        { atMs: 15_000, loss: bursts(0.2, 8) },
        { atMs: 40_000, loss: bursts(0.05, 4) },
      ],
      blackouts: [{ fromMs: 30_000, toMs: 32_000 }],
    });
    const seen = (everyMs: number) => {
      const weather = new Weather(course, 4);
      const all = new Map<number, string>();
      for (let atMs = 0; atMs < 60_000; atMs += everyMs)
        all.set(atMs, `${weather.fate(atMs)} ${weather.delayMs(atMs)}`);
      return all;
    };
    const fast = seen(0.5);
    for (const everyMs of [4, 11]) for (const [atMs, what] of seen(everyMs)) expect(fast.get(atMs)).toBe(what);
    expect([...fast.values()].filter((what) => what.startsWith(`${LOST_BLACKOUT} `)).length).toBe(4000);
  });
});

describe('a schedule of loss', () => {
  it('changes the losses when a step begins', () => {
    const weather = new Weather(
      profile({
        lossSteps: [
          { atMs: 100, loss: random(1) },
          { atMs: 200, loss: { type: 'none' } },
        ],
      }),
      1,
    );
    expect([99.9, 100, 199.9, 200].map((atMs) => weather.fate(atMs))).toEqual([
      PASSED,
      LOST_RANDOM,
      LOST_RANDOM,
      PASSED,
    ]);
  });

  it('leaves the chain’s bursts in place when only their severity changes', () => {
    const harder = { ...bursts(0.05, 4), lossInGood: 0.5 } as const;
    const plain = new Weather(profile({ loss: bursts(0.05, 4) }), 3);
    const worse = new Weather(profile({ loss: bursts(0.05, 4), lossSteps: [{ atMs: 1000, loss: harder }] }), 3);
    for (let atMs = 0; atMs < 20_000; atMs += 4)
      expect(worse.fate(atMs) === LOST_BURST).toBe(plain.fate(atMs) === LOST_BURST);
  });
});
