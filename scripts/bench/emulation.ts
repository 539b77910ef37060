import type { Link, LinkProfile, Topology } from '../../src/model/network.ts';
import { NONE, RouterCore } from '../../src/network/router-core.ts';

/** An origin and `viewers`, each behind one shared haul and an access of its own: two links a packet. */
export function starTopology(viewers: number, haul: LinkProfile, access: LinkProfile): Topology {
  const names = Array.from({ length: viewers }, (_, n) => `v${n + 1}`);
  const link = (id: string, segment: Link['segment'], profile: LinkProfile, seed: number): Link => {
    return { id, segment, direction: 'out', profile, seed };
  };
  return {
    nodes: [
      { id: 'origin', role: 'origin', address: '10.77.0.1' },
      ...names.map((id, n) => ({ id, role: 'viewer' as const, address: `10.77.1.${n + 1}` })),
    ],
    links: [link('haul', 'haul', haul, 1), ...names.map((id, n) => link(`access:${id}`, 'access', access, n + 2))],
    routes: names.map((id) => ({ from: 'origin', to: id, links: ['haul', `access:${id}`] })),
  };
}

/** Ns a packet of the pure emulation with every effect on: two links, `viewers` x 300 packets/s in simulated time. */
export function benchEmulation(viewers: number, packets: number): number {
  const haul: LinkProfile = {
    ...{ delayMs: 80, jitterMs: 4 },
    loss: { type: 'gilbert-elliott', p: 0.003, r: 0.33, lossInBad: 1, lossInGood: 0.001 },
  };
  const access: LinkProfile = {
    delayMs: 15,
    jitterMs: 5,
    loss: { type: 'random', lossFraction: 0.005 },
    rateBps: 6e6,
    queueMs: 200,
  };
  const core = new RouterCore(starTopology(viewers, haul, access), 16_384);
  const gapMs = 1000 / (viewers * 300);
  const startMs = performance.now();
  for (let n = 0; n < packets; n++) {
    const atMs = n * gapMs;
    for (let slot = core.takeDue(atMs); slot !== NONE; slot = core.takeDue(atMs)) core.release(slot);
    const to = 1 + (n % viewers);
    core.offer(core.reserve(), core.routeBetween(0, to), to, 1100, atMs);
  }
  return ((performance.now() - startMs) * 1e6) / packets;
}
