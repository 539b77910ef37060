import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';
import type { Link, Topology } from '../../src/model/scenario/network.ts';
import { packHeader } from '../../src/network/emulation/packet-header.ts';
import { NONE, RouterCore } from '../../src/network/emulation/router-core.ts';

const CAPACITY = 16_384;
const PACKET_BYTES = 1100;
/** Packets between looks at the heap: far fewer than fill what is collected at once. */
const HEAP_EVERY = 4000;

/** An origin and `viewers`, each behind one shared haul and an access of its own: two links a packet. */
function starTopology(viewers: number, haul: LinkProfile, access: LinkProfile): Topology {
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

export interface Cost {
  readonly nsAPacket: number;
  readonly heapBytesAPacket: number;
}

/** Times the pure emulation: packets `gapMs` apart to all viewers in turn, each fetched when it is due. */
function cost(core: RouterCore, viewers: number, gapMs: number, packets: number, warmup: number): Cost {
  let start = process.cpuUsage();
  let heapBytes = 0;
  const grownBytes: number[] = [];
  for (let n = 0; n < warmup + packets; n++) {
    if (n === warmup) start = process.cpuUsage();
    if (n >= warmup && n % HEAP_EVERY === 0) {
      const used = process.memoryUsage().heapUsed;
      grownBytes.push(used - heapBytes);
      heapBytes = used;
    }
    const atMs = n * gapMs;
    for (let slot = core.takeDue(atMs); slot !== NONE; slot = core.takeDue(atMs)) core.release(slot);
    const to = 1 + (n % viewers);
    core.offer(core.reserve(), core.routeBetween(0, to), to, PACKET_BYTES, atMs, packHeader(to, 0));
  }
  // CPU time of this process alone: what neighbours take does not count.
  const { user, system } = process.cpuUsage(start);
  // The middle one: the first has nothing before it, and where garbage was collected it shrank.
  const grown = grownBytes.sort((a, b) => a - b)[Math.floor(grownBytes.length / 2)] ?? Number.NaN;
  return { nsAPacket: ((user + system) * 1000) / packets, heapBytesAPacket: grown / HEAP_EVERY };
}

/** Two links with every common effect on: `viewers` x 300 packets/s. */
export function everyEffect(viewers: number, packets: number): Cost {
  const haul: LinkProfile = {
    ...{ delayMs: 80, jitterMs: 4 },
    loss: { type: 'gilbert-elliott', p: 0.003, r: 0.33, lossInBad: 1, lossInGood: 0.001 },
  };
  const access: LinkProfile = {
    ...{ delayMs: 15, jitterMs: 5, rateBps: 6e6, queueMs: 200 },
    loss: { type: 'random', lossFraction: 0.005 },
  };
  const core = new RouterCore(starTopology(viewers, haul, access), CAPACITY);
  return cost(core, viewers, 1000 / (viewers * 300), packets, 20_000);
}

/** With so many packets under way, due in any order. */
export function withQueued(queued: number, packets: number): number {
  const plain = { jitterMs: 0, loss: { type: 'none' } } as const;
  const haul: LinkProfile = { ...plain, delayMs: queued * 0.9, jitterMs: queued * 0.6, jitterReorders: true };
  const core = new RouterCore(starTopology(1, haul, { ...plain, delayMs: queued * 0.1 }), CAPACITY);
  return cost(core, 1, 1, packets, 3 * queued + 10_000).nsAPacket;
}

/** With so many links, all in use by the same traffic as with two. */
export function withLinks(links: number, packets: number): number {
  const plain = { jitterMs: 0, loss: { type: 'none' } } as const;
  const core = new RouterCore(starTopology(links - 1, { ...plain, delayMs: 40 }, { ...plain, delayMs: 10 }), CAPACITY);
  return cost(core, links - 1, 1, packets, 10_000).nsAPacket;
}

/** With a bottleneck of this discipline for 20 flows of 300 packets/s that ask for a tenth more than there is. */
export function withDiscipline(discipline: LinkProfile['discipline'], packets: number): number {
  const [viewers, perSecond] = [20, 6000];
  const plain = { jitterMs: 0, loss: { type: 'none' } } as const;
  const rateBps = (perSecond * PACKET_BYTES * 8) / 1.1;
  const haul: LinkProfile = { ...plain, delayMs: 80, rateBps, queueMs: 200, discipline: discipline ?? 'droptail' };
  const core = new RouterCore(starTopology(viewers, haul, { ...plain, delayMs: 15 }), CAPACITY);
  return cost(core, viewers, 1000 / perSecond, packets, 20_000).nsAPacket;
}
