import { describe, expect, it } from 'vitest';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import type { Topology } from '../../../src/model/scenario/network.ts';
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

function outPath(profile: Partial<LinkProfile>): ProbedPath {
  const path = planProbes(star(profile)).find(({ direction }) => direction === 'out');
  if (path === undefined) throw new Error('no outward path');
  return path;
}

describe('expectedStats', () => {
  it('is exact where nothing is random', () => {
    const expected = expectedStats(outPath({ delayMs: 40, rateBps: 2e6 }));
    // 60 bytes at 2 Mbps take 0.24 ms.
    expect(expected.delayMs?.middle).toBeCloseTo(40.24, 9);
    expect(expected.delayMs?.most).toBeCloseTo(40.24, 9);
    expect(expected.jitterMs?.most).toBeCloseTo(0, 9);
    expect(expected.lossFraction).toEqual({ middle: 0, least: 0, most: 0 });
    expect(expected.rateBps?.middle).toBeCloseTo(2e6, 0);
  });

  it('centers on the loss of the profile, with a range that its bursts reach', () => {
    const random = expectedStats(outPath({ loss: { type: 'random', lossFraction: 0.05 } })).lossFraction;
    expect(random?.middle).toBeCloseTo(0.05, 12);
    const bursty = expectedStats(outPath({ loss: bursts(0.05, 8) })).lossFraction;
    expect(bursty?.middle).toBeCloseTo(0.05, 12);
    expect(bursty?.most ?? 0).toBeGreaterThan(random?.most ?? 1);
  });

  it('has no loss of a chain that never leaves its good state', () => {
    const never = { type: 'gilbert-elliott', p: 0, r: 0, lossInBad: 1, lossInGood: 0 } as const;
    expect(expectedStats(outPath({ loss: never })).lossFraction).toEqual({ middle: 0, least: 0, most: 0 });
  });

  it('counts corrupted packets as lost, since every receiver rejects them', () => {
    expect(expectedStats(outPath({ corruptFraction: 0.1 })).lossFraction?.middle).toBeCloseTo(0.1, 12);
  });

  it('expects 90 % of the width of uniform jitter between the 5th and 95th percentile, less where order is kept', () => {
    const drawn = expectedStats(outPath({ delayMs: 40, jitterMs: 5, jitterReorders: true }));
    expect(drawn.jitterMs?.middle).toBeGreaterThan(8.5);
    expect(drawn.jitterMs?.middle).toBeLessThan(9.5);
    const held = expectedStats(outPath({ delayMs: 40, jitterMs: 5 }));
    expect(held.jitterMs?.middle).toBeGreaterThan(4.9);
    expect(held.jitterMs?.middle).toBeLessThan(5.9);
    expect(held.delayMs?.middle).toBeCloseTo(40, 0);
  });

  it('has no rate without a bottleneck, or above what a sender can fill', () => {
    expect(expectedStats(outPath({ delayMs: 5 })).rateBps).toBeUndefined();
    expect(expectedStats(outPath({ rateBps: 1e9 })).rateBps).toBeUndefined();
  });

  it('has no delay where no packet comes through', () => {
    const expected = expectedStats(outPath({ loss: { type: 'random', lossFraction: 1 } }));
    expect(expected.delayMs).toBeUndefined();
    expect(expected.lossFraction?.middle).toBe(1);
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
    const paths = planProbes({ ...shared, nodes });
    const singles = paths.flatMap(({ probes }) => probes.filter(({ train }) => train === undefined));
    // 60 bytes per probe over one second.
    expect(singles.length * 480).toBeLessThanOrEqual(0.2 * 300_000);
    expect(paths.map(({ bottleneck }) => bottleneck?.id)).toEqual(['haul/out', undefined]);
  });
});

describe('checkPath', () => {
  const profile: Partial<LinkProfile> = {
    delayMs: 40,
    jitterMs: 3,
    rateBps: 4e6,
    loss: { type: 'random', lossFraction: 0.01 },
  };
  const expected = expectedStats(outPath(profile));
  const asked = { out: expected, back: expected };
  const good: PathStats = { delayMs: 40.2, jitterMs: 5.5, lossFraction: 0.01, rateBps: 4e6 };
  const failedChecks = (out: PathStats) =>
    checkPath({ out, back: good }, asked)
      .filter(({ outcome }) => outcome !== 'ok')
      .map(({ quantity, direction, outcome }) => [quantity, direction, outcome]);

  it('accepts a network as asked', () => expect(failedChecks(good)).toEqual([]));
  it('refuses a delay 5 ms too long', () =>
    expect(failedChecks({ ...good, delayMs: 45.2 })).toEqual([['delayMs', 'out', 'off']]));
  it('refuses a rate a quarter too low on a line whose jitter blurs it', () =>
    expect(failedChecks({ ...good, rateBps: 3e6 })).toEqual([['rateBps', 'out', 'off']]));
  it('refuses ten times the loss', () =>
    expect(failedChecks({ ...good, lossFraction: 0.1 })).toEqual([['lossFraction', 'out', 'off']]));
  it('reports no-data, never a pass, when no probe arrived', () => {
    expect(failedChecks({ lossFraction: 1 })).toEqual([
      ['delayMs', 'out', 'no-data'],
      ['jitterMs', 'out', 'no-data'],
      ['lossFraction', 'out', 'off'],
      ['rateBps', 'out', 'no-data'],
    ]);
  });
});

describe('pathStats', () => {
  const { probes } = outPath({ rateBps: 2e6 });
  const train = probes.flatMap((planned, probe) => (planned.train === 0 ? [{ planned, probe }] : []));
  it('skips a train whose sender was delayed, because it has not filled the bottleneck', () => {
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
