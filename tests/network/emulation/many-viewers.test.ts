import { describe, expect, it } from 'vitest';
import type { Topology } from '../../../src/model/scenario/network.ts';
import { NONE, RouterCore } from '../../../src/network/emulation/router-core.ts';
import { planExactProbes } from '../../../src/network/probing/exact/plan-exact-probes.ts';
import { cpuMs } from '../../cpu-ms.ts';
import { link } from '../support/profiles.ts';

/** Builds a topology of a studio, and viewers each in their own region on 100 Mbps lines. */
function manyViewers(count: number): Topology {
  const ids = Array.from({ length: count }, (_, n) => `v${n}`);
  const pair = (name: string, rateBps: number) =>
    ['out', 'back'].map((direction, n) => link(`${name}/${direction}`, { delayMs: 20, jitterMs: 3, rateBps }, n + 1));
  return {
    nodes: [
      { id: 'publisher', role: 'publisher', address: '10.77.0.2' },
      { id: 'origin', role: 'origin', address: '10.77.0.1' },
      ...ids.map((id, n) => ({
        id,
        role: 'viewer' as const,
        address: `10.77.${1 + Math.floor(n / 250)}.${1 + (n % 250)}`,
      })),
    ],
    links: [
      ...pair('first-mile', 20e6),
      ...ids.flatMap((id) => [...pair(`haul:${id}`, 1e9), ...pair(`access:${id}`, 100e6)]),
    ],
    routes: [
      { from: 'publisher', to: 'origin', links: ['first-mile/out'] },
      { from: 'origin', to: 'publisher', links: ['first-mile/back'] },
      ...ids.flatMap((id) => [
        { from: 'origin', to: id, links: [`haul:${id}/out`, `access:${id}/out`] },
        { from: id, to: 'origin', links: [`access:${id}/back`, `haul:${id}/back`] },
      ]),
    ],
  };
}

describe('200 viewers of 200 regions', () => {
  const topology = manyViewers(200);

  it('get their links and routes in a small part of the time that opening their network takes', () => {
    const { value: core, tookMs } = cpuMs(() => new RouterCore(topology, 16_384));
    const origin = 1;
    const routes = topology.nodes.map((_, node) => (node === origin ? 0 : core.routeBetween(origin, node)));
    expect(routes).not.toContain(NONE);
    // Routes to 200 viewers and the studio, plus index 0, the studio's own route to the origin.
    expect(new Set(routes).size).toBe(202);
    // Opening such a network takes 20 s.
    expect(tookMs).toBeLessThan(2000);
  });

  it('are probed by no more packets than the router passes without loss, in little more time', () => {
    const { value: probes, tookMs } = cpuMs(() => planExactProbes(topology).flatMap((path) => path.probes));
    expect(tookMs).toBeLessThan(2000);
    const lastMs = probes.reduce((last, { atMs }) => Math.max(last, atMs), 0);
    expect(probes.length).toBeLessThan(131_072);
    expect(lastMs).toBeLessThan(2500);
    const inMs = new Map<number, number>();
    for (const { atMs } of probes) inMs.set(Math.floor(atMs / 50), (inMs.get(Math.floor(atMs / 50)) ?? 0) + 1);
    // 40,000 packets/s pass without loss (scripts/bench-router.ts); the devices' queues absorb more for a moment.
    expect(Math.max(...inMs.values()) / 50).toBeLessThan(80);
  });
});
