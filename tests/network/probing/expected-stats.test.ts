import { describe, expect, it } from 'vitest';
import type { LinkProfile, Topology } from '../../../src/model/scenario/network.ts';
import { checkPath } from '../../../src/network/probing/check-path.ts';
import { expectedStats } from '../../../src/network/probing/expected-stats.ts';
import { type PathStats, pathStats } from '../../../src/network/probing/path-stats.ts';
import { planProbes } from '../../../src/network/probing/probe-plan.ts';
import type { ProbedPath } from '../../../src/network/probing/probed-path.ts';
import { bursts, link, topology } from '../support/profiles.ts';

function star(out: Partial<LinkProfile>, back: Partial<LinkProfile> = {}): Topology {
  const plain = topology(
    ['origin', 'v1'],
    [link('l/out', out), link('l/back', back)],
    [
      ['origin', 'v1', 'l/out'],
      ['v1', 'origin', 'l/back'],
    ],
  );
  return {
    ...plain,
    nodes: plain.nodes.map((node) => ({ ...node, role: node.id === 'origin' ? 'origin' : 'viewer' })),
  };
}

function wayOf(profile: Partial<LinkProfile>): ProbedPath {
  const way = planProbes(star(profile)).find(({ direction }) => direction === 'out');
  if (way === undefined) throw new Error('no way out');
  return way;
}

describe('wayLaw', () => {
  it('is exact where nothing is left to chance', () => {
    const law = expectedStats(wayOf({ delayMs: 40, rateBps: 2e6 }));
    // 60 bytes at 2 Mbps take 0.24 ms.
    expect(law.delayMs?.middle).toBeCloseTo(40.24, 9);
    expect(law.delayMs?.most).toBeCloseTo(40.24, 9);
    expect(law.jitterMs?.most).toBeCloseTo(0, 9);
    expect(law.lossFraction).toEqual({ middle: 0, least: 0, most: 0 });
    expect(law.rateBps?.middle).toBeCloseTo(2e6, 0);
  });

  it('gives the loss that the profile asks for, and ends that its bursts reach', () => {
    const random = expectedStats(wayOf({ loss: { type: 'random', lossFraction: 0.05 } })).lossFraction;
    expect(random?.middle).toBeCloseTo(0.05, 12);
    const bursty = expectedStats(wayOf({ loss: bursts(0.05, 8) })).lossFraction;
    expect(bursty?.middle).toBeCloseTo(0.05, 12);
    expect(bursty?.most ?? 0).toBeGreaterThan(random?.most ?? 1);
  });

  it('knows corrupted packets for lost, since no receiver takes them', () => {
    expect(expectedStats(wayOf({ corruptFraction: 0.1 })).lossFraction?.middle).toBeCloseTo(0.1, 12);
  });

  it('spreads as far as uniform jitter does: 90 % of its width between the 5th and 95th percentile, less where order is kept', () => {
    const drawn = expectedStats(wayOf({ delayMs: 40, jitterMs: 5, jitterReorders: true }));
    expect(drawn.jitterMs?.middle).toBeGreaterThan(8.5);
    expect(drawn.jitterMs?.middle).toBeLessThan(9.5);
    const held = expectedStats(wayOf({ delayMs: 40, jitterMs: 5 }));
    expect(held.jitterMs?.middle).toBeGreaterThan(4.9);
    expect(held.jitterMs?.middle).toBeLessThan(5.9);
    expect(held.delayMs?.middle).toBeCloseTo(40, 0);
  });

  it('has no rate where there is no bottleneck, nor above what a sender can fill', () => {
    expect(expectedStats(wayOf({ delayMs: 5 })).rateBps).toBeUndefined();
    expect(expectedStats(wayOf({ rateBps: 1e9 })).rateBps).toBeUndefined();
  });

  it('has no delay where nothing comes through', () => {
    const law = expectedStats(wayOf({ loss: { type: 'random', lossFraction: 1 } }));
    expect(law.delayMs).toBeUndefined();
    expect(law.lossFraction?.middle).toBe(1);
  });
});

describe('planProbes', () => {
  it('keeps single probes to a fifth of the narrowest link, and checks each bottleneck once', () => {
    const shared: Topology = {
      ...topology(
        ['origin', 'v1', 'v2'],
        [link('haul/out', { rateBps: 300_000 })],
        [
          ['origin', 'v1', 'haul/out'],
          ['origin', 'v2', 'haul/out'],
        ],
      ),
    };
    const nodes = shared.nodes.map((node) => ({
      ...node,
      role: node.id === 'origin' ? ('origin' as const) : node.role,
    }));
    const ways = planProbes({ ...shared, nodes });
    const singles = ways.flatMap(({ probes }) => probes.filter(({ train }) => train === undefined));
    // 60 bytes a probe, over the second in which they are sent.
    expect(singles.length * 480).toBeLessThanOrEqual(0.2 * 300_000);
    expect(ways.map(({ bottleneck }) => bottleneck?.id)).toEqual(['haul/out', undefined]);
  });
});

describe('checkPath', () => {
  const profile: Partial<LinkProfile> = {
    delayMs: 40,
    jitterMs: 3,
    rateBps: 4e6,
    loss: { type: 'random', lossFraction: 0.01 },
  };
  const law = expectedStats(wayOf(profile));
  const asked = { out: law, back: law };
  const good: PathStats = { delayMs: 40.2, jitterMs: 5.5, lossFraction: 0.01, rateBps: 4e6 };
  const offOnes = (out: PathStats) =>
    checkPath({ out, back: good }, asked)
      .filter(({ outcome }) => outcome !== 'ok')
      .map(({ quantity, direction, outcome }) => [quantity, direction, outcome]);

  it('accepts what was asked', () => expect(offOnes(good)).toEqual([]));
  it('refuses 5 ms too much', () => expect(offOnes({ ...good, delayMs: 45.2 })).toEqual([['delayMs', 'out', 'off']]));
  it('refuses a quarter of the rate too little, on a line whose jitter blurs it', () =>
    expect(offOnes({ ...good, rateBps: 3e6 })).toEqual([['rateBps', 'out', 'off']]));
  it('refuses ten times the loss', () =>
    expect(offOnes({ ...good, lossFraction: 0.1 })).toEqual([['lossFraction', 'out', 'off']]));
  it('takes silence for no data, never for a pass', () => {
    expect(offOnes({ lossFraction: 1 })).toEqual([
      ['delayMs', 'out', 'no-data'],
      ['jitterMs', 'out', 'no-data'],
      ['lossFraction', 'out', 'off'],
      ['rateBps', 'out', 'no-data'],
    ]);
  });
});

describe('wayFigures', () => {
  const { probes } = wayOf({ rateBps: 2e6 });
  const train = probes.flatMap((planned, probe) => (planned.train === 0 ? [{ planned, probe }] : []));
  it('leaves out a train whose sender was held up, for it has not filled the bottleneck', () => {
    const paced = train.map(({ probe }, n) => ({ probe, sentMs: n * 10, receivedMs: n * 10 + 40 }));
    expect(pathStats(probes, paced).rateBps).toBeUndefined();
    const atOnce = train.map(({ probe }, n) => ({ probe, sentMs: n * 0.01, receivedMs: n * 5.712 + 40 }));
    expect(pathStats(probes, atOnce).rateBps).toBeCloseTo(2e6, 0);
  });

  it('counts a copy once', () => {
    const twice = [0, 0, 1].map((probe) => ({ probe, sentMs: 0, receivedMs: 10 }));
    const singles = probes.filter((planned) => planned.train === undefined).length;
    expect(pathStats(probes, twice).lossFraction).toBeCloseTo(1 - 2 / singles, 12);
  });
});
