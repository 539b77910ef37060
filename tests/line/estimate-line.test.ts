import { describe, expect, test } from 'vitest';
import { estimateLine } from '../../src/line/estimate-line.ts';
import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';
import { bursts } from '../network/support/profiles.ts';
import { overLink, type Sending } from './support/over-link.ts';

/** Lines as wide apart as the catalog's: what is asked of the emulation is what has to be found. */
const LINES: Readonly<Record<string, { readonly line: Partial<LinkProfile>; readonly sending?: Sending }>> = {
  fibre: {
    line: { delayMs: 5, jitterMs: 1, rateBps: 30e6, queueMs: 100, loss: { type: 'random', lossFraction: 0.001 } },
  },
  'fast 5G': {
    line: { delayMs: 15, jitterMs: 8, rateBps: 40e6, queueMs: 60, loss: { type: 'random', lossFraction: 0.003 } },
  },
  'ordinary 4G': { line: { delayMs: 25, jitterMs: 15, rateBps: 5e6, queueMs: 300, loss: bursts(0.005, 3) } },
  'crowded cell': { line: { delayMs: 45, jitterMs: 30, rateBps: 1.8e6, queueMs: 400, loss: bursts(0.02, 6) } },
  'narrow line, long queue': { line: { delayMs: 60, jitterMs: 2, rateBps: 1.5e6, queueMs: 1000 } },
  'short queue': { line: { delayMs: 10, rateBps: 8e6, queueMs: 40, loss: { type: 'random', lossFraction: 0.01 } } },
  'China in the evening': { line: { delayMs: 120, jitterMs: 33, rateBps: 10e6, queueMs: 200, loss: bursts(0.15, 8) } },
  'slow upload': {
    line: { delayMs: 20, jitterMs: 3, rateBps: 512e3, queueMs: 500 },
    sending: { everyMs: 8, trainPackets: 10 },
  },
};

describe.each(Object.entries(LINES))('%s', (_, { line, sending = {} }) => {
  // As the prober plans them: longer where the delay jumps.
  const trainMs = 120 + 5 * (line.jitterMs ?? 0);
  const packets = Math.max(8, Math.ceil(((line.rateBps ?? 0) * trainMs) / 1000 / 8 / 1428));
  const runs = Array.from({ length: 8 }, (_, seed) => {
    const way = overLink(line, seed + 1, { trainPackets: packets, clockMs: 5000, ...sending });
    const roundTripsMs = way.singles.flatMap(({ sentMs, receivedMs }) =>
      receivedMs === undefined ? [] : [2 * (receivedMs - 5000 - sentMs)],
    );
    return estimateLine({ atMs: 0, up: way, down: way, roundTripsMs });
  });

  test('has its round trip within 2 ms, whatever the other end’s clock says', () => {
    for (const { rttMs } of runs)
      expect(Math.abs((rttMs?.value ?? Number.NaN) - 2 * (line.delayMs ?? 0))).toBeLessThan(2);
  });

  test('has its rate within 5 %', () => {
    const asked = line.rateBps ?? Number.NaN;
    for (const { up } of runs) {
      expect(Math.abs((up.rateBps?.value ?? Number.NaN) / asked - 1)).toBeLessThan(0.05);
      expect(up.rateBps?.most).toBeLessThan(Number.POSITIVE_INFINITY);
    }
  });

  test('has its queue within 20 %', () => {
    const asked = line.queueMs ?? Number.NaN;
    for (const { up } of runs) expect(Math.abs((up.queueMs?.value ?? Number.NaN) / asked - 1)).toBeLessThan(0.2);
  });

  test('has its loss within 0.3 points or inside the interval, which is not wider than it must be', () => {
    const { loss = { type: 'none' } } = line;
    const asked = loss.type === 'none' ? 0 : loss.type === 'random' ? loss.lossFraction : loss.p / (loss.p + loss.r);
    const held = runs.filter(({ up: { lossFraction } }) => {
      if (lossFraction === undefined) return false;
      return (
        Math.abs(lossFraction.value - asked) < 0.003 || (lossFraction.least <= asked && asked <= lossFraction.most)
      );
    });
    // A 95 % interval may miss once in eight.
    expect(held.length).toBeGreaterThanOrEqual(7);
    // Interval for 5000 packets whose losses depend on their neighbours as a chain does: twice 1.96 sqrt(share (1 + m) / (1 - m) / n), and half more
    // because the chain itself is only known as well as it was seen.
    const memory = loss.type === 'gilbert-elliott' ? 1 - loss.p - loss.r : 0;
    const width = 2 * 1.96 * Math.sqrt((asked * (1 + memory)) / (1 - memory) / 5000);
    for (const { up } of runs)
      expect((up.lossFraction?.most ?? 1) - (up.lossFraction?.least ?? 0)).toBeLessThan(0.002 + 1.5 * width);
  });

  test('tells bursts from single losses', () => {
    const { loss = { type: 'none' } } = line;
    const told = runs.filter(({ up }) => up.chain !== undefined).length;
    if (loss.type === 'gilbert-elliott') expect(told).toBeGreaterThanOrEqual(7);
    else expect(told).toBeLessThanOrEqual(1);
  });

  test('has a jitter that gives back the spread: within a third, or a millisecond and a half', () => {
    const asked = line.jitterMs ?? 0;
    for (const { up } of runs) {
      const off = Math.abs((up.jitterMs?.value ?? Number.NaN) - asked);
      expect(off).toBeLessThan(Math.max(1.5, asked / 3));
    }
  });
});

test('finds the mean burst: 8 packets of 4 ms are 32 ms, within a third', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const { chain } = estimateLine({
      atMs: 0,
      up: overLink({ loss: bursts(0.1, 8) }, seed, { singles: 15_000 }),
      down: { singles: [], trains: [], fill: [] },
      roundTripsMs: [],
    }).up;
    expect(chain?.burstMs.value).toBeGreaterThan(21);
    expect(chain?.burstMs.value).toBeLessThan(43);
    expect(chain?.burstMs.least).toBeLessThan(32);
    expect(chain?.burstMs.most).toBeGreaterThan(32);
  }
});
