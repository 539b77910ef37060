import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LinkProfile, Traces } from '../../../src/model/scenario/link-profile.ts';
import { COPIED } from '../../../src/network/emulation/impairments.ts';
import { EmulatedLink } from '../../../src/network/emulation/link.ts';
import { NONE, RouterCore } from '../../../src/network/emulation/router-core.ts';
import { bursts, link, topology } from '../support/profiles.ts';

const COUNT = 10_000;
const SEED = 20_261_125;
const TRACES: Traces = {
  opportunities: { type: 'opportunities', atMs: [1, 3, 3, 8, 15], periodMs: 20 },
  rates: {
    type: 'rates',
    steps: [
      { atMs: 0, rateBps: 3e6 },
      { atMs: 400, rateBps: 0 },
      { atMs: 450, rateBps: 1e6 },
    ],
    periodMs: 700,
  },
};
const random = { type: 'random', lossFraction: 0.1 } as const;

const atMs = (n: number) => n * 2.5;
const bytes = (n: number) => 100 + ((n * 7919) % 1300);

/** Returns for each packet its arrival time or fate, and its marks, followed by the same for its copy. */
function fates(effects: Partial<LinkProfile>): number[] {
  const emulated = new EmulatedLink(link('a', effects, SEED), { traces: TRACES });
  return Array.from({ length: COUNT }, (_, n) => {
    const dueMs = emulated.admit(atMs(n), bytes(n));
    const fate = [dueMs, emulated.marks, emulated.corruptBit];
    return (emulated.marks & COPIED) === 0 ? fate : [...fate, emulated.admitCopy(atMs(n), bytes(n)), emulated.marks];
  }).flat();
}

/** Returns arrivals through a CoDel queue, which decides when packets are served and therefore needs the core. */
function codelArrivals(): number[] {
  const codel = link('a', { rateBps: 1.9e6, queueMs: 400, discipline: 'codel', delayMs: 10 }, SEED);
  const core = new RouterCore(topology(['o', 'v'], [codel], [['o', 'v', 'a']]), 4096);
  const arrivals: number[] = [];
  const look = (untilMs: number) => {
    for (let slot = core.takeDue(untilMs); slot !== NONE; slot = core.takeDue(untilMs)) {
      arrivals.push(core.dueMs(slot), core.byteLength(slot));
      core.release(slot);
    }
  };
  for (let n = 0; n < COUNT; n++) {
    core.offer(core.reserve(), core.routeBetween(0, 1), 1, bytes(n), atMs(n));
    look(atMs(n));
  }
  look(1e9);
  return arrivals;
}

/** Hashes the bits of the doubles. */
function digest(numbers: readonly number[]): string {
  return createHash('sha256').update(Float64Array.from(numbers)).digest('hex').slice(0, 16);
}

/**
 * Digests of the first 10,000 packets under one seed. They change when the emulation does, on purpose, but not between
 * machines.
 */
const DIGESTS: Readonly<Record<string, readonly [effects: Partial<LinkProfile>, digest: string]>> = {
  'random loss': [{ loss: random }, '71c713edde7a4b35'],
  'burst loss of all four parameters': [
    { loss: { type: 'gilbert-elliott', p: 0.02, r: 0.3, lossInBad: 0.8, lossInGood: 0.01 } },
    '6c6198393de5d442',
  ],
  'uniform jitter': [{ delayMs: 40, jitterMs: 9 }, '532a4dcf28f9b4a3'],
  'normal jitter': [{ delayMs: 40, jitterMs: 9, jitterDistribution: 'normal' }, 'c637729022507e91'],
  'pareto jitter': [{ delayMs: 40, jitterMs: 9, jitterDistribution: 'pareto' }, '7275e15ecfd9cc57'],
  'uniform jitter that reorders': [{ delayMs: 40, jitterMs: 9, jitterReorders: true }, '42c3ca2d8a8164ab'],
  'normal jitter that reorders': [
    { delayMs: 40, jitterMs: 9, jitterReorders: true, jitterDistribution: 'normal' },
    '9979951ae0830726',
  ],
  'pareto jitter that reorders': [
    { delayMs: 40, jitterMs: 9, jitterReorders: true, jitterDistribution: 'pareto' },
    'bc4da81bbd9d5a53',
  ],
  'a rate with a queue in ms': [{ rateBps: 2e6, queueMs: 40 }, '6ca570fe74d60a46'],
  'a rate with a queue in bytes': [{ rateBps: 2e6, queueBytes: 9000 }, 'c36158a4aff6b29e'],
  'a rate with a queue in packets': [{ rateBps: 2e6, queuePackets: 7 }, '1ab109abf975fd19'],
  'a schedule of rates': [
    {
      rateBps: 3e6,
      queueMs: 90,
      rateSteps: {
        steps: [
          { atMs: 300, rateBps: 1e6 },
          { atMs: 500, rateBps: 4e6 },
        ],
        repeatMs: 800,
      },
    },
    'b26ac258228d9a36',
  ],
  'a trace of opportunities': [{ trace: 'opportunities', queueMs: 100 }, '594378f0db29af90'],
  'a trace of rates': [{ trace: 'rates', queueMs: 200 }, 'edc3459ad9a79376'],
  duplication: [{ duplicateFraction: 0.05, loss: random }, '9326071aa2b685ca'],
  corruption: [{ corruptFraction: 0.05, loss: random }, 'ad82be256e4b8ffe'],
  reordering: [{ delayMs: 20, reorder: { fraction: 0.3, gap: 3 } }, '17babda5c946c3a6'],
  'steps of delay and loss, and blackouts': [
    {
      delayMs: 20,
      jitterMs: 5,
      loss: bursts(0.02, 3),
      delaySteps: [
        { atMs: 5000, delayMs: 90 },
        { atMs: 9000, delayMs: 30 },
      ],
      lossSteps: [{ atMs: 7000, loss: bursts(0.1, 6) }],
      blackouts: [{ fromMs: 12_000, toMs: 12_500 }],
    },
    'b7c9134cb6d5547f',
  ],
};

describe('a seed gives the same packets the same fate on every machine', () => {
  it.each(Object.entries(DIGESTS))('%s', (_, [effects, expected]) => {
    expect(digest(fates(effects))).toBe(expected);
  });

  it('CoDel', () => {
    expect(digest(codelArrivals())).toBe('dde06c5c4adaaa58');
  });
});
