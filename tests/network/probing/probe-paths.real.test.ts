import { describe, expect, it, onTestFinished } from 'vitest';
import type { LinksLine } from '../../../src/model/recording/sample-lines.ts';
import type { CalibrationCheck } from '../../../src/model/result/calibration.ts';
import type { LinkProfile } from '../../../src/model/scenario/link-profile.ts';
import type { Topology } from '../../../src/model/scenario/network.ts';
import { openNetwork } from '../../../src/network/open-network.ts';
import { allChecksPass, planProbing, probePaths } from '../../../src/network/probing/probe-paths.ts';
import { BACKENDS } from '../../../src/network/registry.ts';
import { bursts, link } from '../support/profiles.ts';

const tun = await BACKENDS.tun.probe();
if (!tun.works) process.stderr.write(`\nSKIPPED: calibration is not tested here: ${tun.why}; ${tun.advice}\n\n`);

/** Builds a topology of eight viewers on the hauls of two regions. `change`: profile changes by link id. */
function eightPaths(change: Record<string, Partial<LinkProfile>> = {}): Topology {
  const viewers = Array.from({ length: 8 }, (_, n) => ({ id: `v${n}`, haul: n < 4 ? 'near' : 'far' }));
  const profiles: [string, Partial<LinkProfile>][] = [
    ...['near/out', 'near/back'].map((id): [string, Partial<LinkProfile>] => [id, { delayMs: 15, jitterMs: 1 }]),
    ...['far/out', 'far/back'].map((id): [string, Partial<LinkProfile>] => [
      id,
      { delayMs: 70, loss: bursts(0.01, 3) },
    ]),
    ...viewers.flatMap(({ id }): [string, Partial<LinkProfile>][] => [
      [`${id}/out`, { delayMs: 8, jitterMs: 3, rateBps: 10e6 }],
      [`${id}/back`, { delayMs: 8, jitterMs: 3, rateBps: 2e6 }],
    ]),
  ];
  return {
    nodes: [
      { id: 'origin', role: 'origin', address: '10.77.0.1' },
      ...viewers.map(({ id }, n) => ({ id, role: 'viewer' as const, address: `10.77.1.${n + 1}` })),
    ],
    links: profiles.map(([id, effects], n) => link(id, { ...effects, ...change[id] }, n + 1)),
    routes: viewers.flatMap(({ id, haul }) => [
      { from: 'origin', to: id, links: [`${haul}/out`, `${id}/out`] },
      { from: id, to: 'origin', links: [`${id}/back`, `${haul}/back`] },
    ]),
  };
}

/** Builds the network `built` and probes it with the plan for `asked`. */
async function probe(asked: Topology, built: Topology) {
  const seconds: LinksLine[] = [];
  const { signal } = new AbortController();
  const planning = planProbing(asked, 'tun');
  const network = await openNetwork(built, {
    ...{ backend: 'tun', signal, onSecond: (line: LinksLine) => seconds.push(line) },
    onFailure: (error) => {
      throw error;
    },
  });
  onTestFinished(() => network.close());
  return probePaths(await planning, network, { signal, seconds: () => seconds });
}

const failedChecks = (checks: readonly CalibrationCheck[]) => checks.filter(({ outcome }) => outcome !== 'ok');

describe.skipIf(!tun.works)('calibration', () => {
  it('finds eight paths as asked, packet by packet, in under 3 s of probing', { retry: 2 }, async () => {
    const asked = eightPaths();
    const { paths, durationMs, attempts } = await probe(asked, asked);
    expect(paths.map(({ node }) => node)).toEqual(['v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7']);
    expect(paths.flatMap(({ checks }) => failedChecks(checks))).toEqual([]);
    expect([allChecksPass(paths), attempts]).toEqual([true, 1]);
    const got = (name: string) =>
      paths.flatMap(({ checks }) => checks.filter(({ quantity }) => quantity === name).map((check) => check.got ?? 9));
    expect(got('wrongFateFraction')).toEqual(Array(16).fill(0));
    expect(Math.max(...got('delayErrorMs'))).toBeLessThan(0.5);
    // Determined mostly by timers: only a frozen machine takes longer.
    expect(durationMs).toBeLessThan(3000);
  });

  it('names the one link that is 2 ms too slow one way', async () => {
    const { paths, attempts } = await probe(eightPaths(), eightPaths({ 'far/back': { delayMs: 72 } }));
    expect(attempts).toBe(3);
    const off = paths.flatMap(({ node, checks }) =>
      checks
        .filter(({ quantity, outcome }) => quantity === 'delayMs' && outcome === 'off')
        .map(({ direction, link: named }) => [node, direction, named]),
    );
    expect(off).toEqual(['v4', 'v5', 'v6', 'v7'].map((node) => [node, 'back', 'far/back']));
  });

  it('names the line with unwanted loss, the one 3 % too slow and the one whose queue is too short', async () => {
    const { paths } = await probe(
      eightPaths(),
      eightPaths({
        'v2/back': { loss: { type: 'random', lossFraction: 0.01 } },
        'v6/out': { rateBps: 9.7e6 },
        'v7/out': { queueMs: 240 },
      }),
    );
    const off = paths.flatMap(({ node, checks }) =>
      failedChecks(checks).map(({ quantity, direction, link: named }) => [node, quantity, direction, named]),
    );
    expect(off).toContainEqual(['v2', 'lossFraction', 'back', 'v2/back']);
    expect(off).toContainEqual(['v6', 'rateBps', 'out', 'v6/out']);
    expect(off).toContainEqual(['v7', 'queueMs', 'out', 'v7/out']);
    expect([...new Set(off.map(([node]) => node))].sort()).toEqual(['v2', 'v6', 'v7']);
  });
});
