import { describe, expect, it } from 'vitest';
import { LOST_QUEUE } from '../../../src/network/emulation/queue/bottleneck.ts';
import { NONE, RouterCore } from '../../../src/network/emulation/router-core.ts';
import { LOST_BLACKOUT } from '../../../src/network/emulation/weather.ts';
import { bursts, link, topology } from '../support/profiles.ts';

interface Sent {
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

interface Arrival {
  /** Index among the sent packets. */
  readonly packet: number;
  readonly dueMs: number;
}

/** Sends packets, polls for arrivals every `pollMs`, and returns them in order of arrival. */
function play(core: RouterCore, packets: Iterable<Sent>, pollMs = 1): Arrival[] {
  const arrivals: Arrival[] = [];
  const packetIn = new Map<number, number>();
  let nowMs = 0;
  const look = () => {
    for (let slot = core.takeDue(nowMs); slot !== NONE; slot = core.takeDue(nowMs)) {
      arrivals.push({ packet: packetIn.get(slot) ?? -1, dueMs: core.dueMs(slot) });
      core.release(slot);
    }
  };
  let packet = 0;
  for (const { atMs, from, to, bytes } of packets) {
    for (; nowMs + pollMs <= atMs; nowMs += pollMs) look();
    const slot = core.reserve();
    packetIn.set(slot, packet++);
    core.offer(slot, core.routeBetween(from, to), to, bytes, atMs);
  }
  nowMs = 1e9;
  look();
  return arrivals;
}

const dues = (arrivals: readonly Arrival[]) => arrivals.map(({ dueMs }) => dueMs);

describe('RouterCore', () => {
  it('adds up the delays of a route to the exact sum', () => {
    const core = new RouterCore(
      topology(['a', 'b'], [link('x', { delayMs: 30 }), link('y', { delayMs: 12.5 })], [['a', 'b', 'x', 'y']]),
      16,
    );
    const packets = [0, 10, 10.5].map((atMs) => ({ atMs, from: 0, to: 1, bytes: 100 }));
    expect(play(core, packets)).toEqual([
      { packet: 0, dueMs: 42.5 },
      { packet: 1, dueMs: 52.5 },
      { packet: 2, dueMs: 53 },
    ]);
  });

  it('queues packets at the second of two bottlenecks from their arrival there, not from their sending', () => {
    // 1250 bytes take 5 ms at 2 Mbps, then 10 ms at 1 Mbps.
    const fast = link('fast', { rateBps: 2e6, queueMs: 1000 });
    const slow = link('slow', { rateBps: 1e6, queueMs: 1000, delayMs: 7 });
    const core = new RouterCore(topology(['a', 'b'], [fast, slow], [['a', 'b', 'fast', 'slow']]), 16);
    const arrivals = play(
      core,
      Array.from({ length: 4 }, () => ({ atMs: 0, from: 0, to: 1, bytes: 1250 })),
    );
    expect(dues(arrivals)).toEqual([5 + 10 + 7, 5 + 20 + 7, 5 + 30 + 7, 5 + 40 + 7]);
    const [first, second] = core.takeSecond();
    expect([first?.queueDelayMaxMs, second?.queueDelayMaxMs]).toEqual([15, 15]);
  });

  it('lets routes share a link: two viewers share the haul and keep their own access', () => {
    const links = [
      link('haul', { rateBps: 1e6, queueMs: 1000 }),
      link('near', { delayMs: 1 }),
      link('far', { delayMs: 100 }),
    ];
    const core = new RouterCore(
      topology(['origin', 'v1', 'v2'], links, [
        ['origin', 'v1', 'haul', 'near'],
        ['origin', 'v2', 'haul', 'far'],
      ]),
      16,
    );
    const packets = [1, 2, 1, 2].map((to) => ({ atMs: 0, from: 0, to, bytes: 1250 }));
    expect(play(core, packets)).toEqual([
      { packet: 0, dueMs: 11 },
      { packet: 2, dueMs: 31 },
      { packet: 1, dueMs: 120 },
      { packet: 3, dueMs: 140 },
    ]);
  });

  it('enters a shared second link in order of arrival there, not of sending', () => {
    const links = [
      link('long', { delayMs: 50 }),
      link('short', { delayMs: 1 }),
      link('haul', { rateBps: 1e6, queueMs: 1000 }),
    ];
    const core = new RouterCore(
      topology(['v1', 'v2', 'o'], links, [
        ['v1', 'o', 'long', 'haul'],
        ['v2', 'o', 'short', 'haul'],
      ]),
      16,
    );
    const packets = [
      { atMs: 0, from: 0, to: 2, bytes: 1250 },
      { atMs: 45, from: 1, to: 2, bytes: 1250 },
    ];
    expect(play(core, packets)).toEqual([
      { packet: 1, dueMs: 56 },
      { packet: 0, dueMs: 66 },
    ]);
  });

  it('gives the same result however late it is polled', () => {
    const links = [
      link('a', { delayMs: 20, jitterMs: 5, loss: bursts(0.02, 3) }, 1),
      link('b', { delayMs: 30, jitterMs: 3, rateBps: 3e6, queueMs: 60 }, 2),
    ];
    const make = () => new RouterCore(topology(['o', 'v'], links, [['o', 'v', 'a', 'b']]), 4096);
    const packets = Array.from({ length: 30_000 }, (_, n) => ({
      atMs: n * 2,
      from: 0,
      to: 1,
      bytes: 400 + (n % 7) * 150,
    }));
    const punctual = play(make(), packets, 0.25);
    expect(punctual.length).toBeGreaterThan(20_000);
    expect(play(make(), packets, 250)).toEqual(punctual);
  });

  it('passes a million packets over two links with the loss, burst length and rate asked for', () => {
    const links = [
      link('haul', { delayMs: 80, loss: bursts(0.01, 3) }, 77),
      link('access', { delayMs: 10, rateBps: 1.6e6, queueMs: 100 }, 78),
    ];
    const core = new RouterCore(topology(['o', 'v'], links, [['o', 'v', 'haul', 'access']]), 4096);
    const count = 1_000_000;
    // The reference stream, 250 packets/s of 1000 bytes, is 2 Mbps, more than the access carries.
    const packets = function* () {
      for (let n = 0; n < count; n++) yield { atMs: n * 4, from: 0, to: 1, bytes: 1000 };
    };
    const arrivals = play(core, packets(), 50);
    const [haul, access] = core.takeSecond();
    const lost = haul?.lostBurst ?? 0;
    // Successive packets have a correlation of 1 - p - r. 3.29 sigma contain 99.9 %.
    const correlation = 1 - 1 / 3 - 0.01 / 0.99 / 3;
    const sigma = Math.sqrt((0.01 * 0.99 * (1 + correlation)) / (1 - correlation) / count);
    expect(Math.abs(lost / count - 0.01)).toBeLessThan(3.29 * sigma);
    expect(access?.inPackets).toBe(count - lost);
    expect(arrivals.length).toBe((access?.inPackets ?? 0) - (access?.lostQueue ?? 0));
    const seconds = ((arrivals.at(-1)?.dueMs ?? 0) - (arrivals[0]?.dueMs ?? 0)) / 1000;
    expect((arrivals.length * 8000) / seconds / 1.6e6).toBeCloseTo(1, 2);
  });

  it('needs polling exactly when a packet can first leave its next link', () => {
    const links = [
      link('x', { delayMs: 30 }),
      link('y', { delayMs: 12, jitterMs: 2, jitterReorders: true }),
      link('z', { delayMs: 50 }),
    ];
    const nodes = ['a', 'b', 'c'];
    const core = new RouterCore(
      topology(nodes, links, [
        ['a', 'b', 'x', 'y'],
        ['a', 'c', 'x', 'z'],
      ]),
      16,
    );
    core.offer(core.reserve(), core.routeBetween(0, 1), 1, 100, 0);
    expect(core.nextDueMs).toBe(40);
    core.advance(40);
    expect(core.nextDueMs).toBeGreaterThanOrEqual(40);
    expect(core.nextDueMs).toBeLessThanOrEqual(44);
    expect(core.takeDue(core.nextDueMs)).not.toBe(NONE);
    expect(core.nextDueMs).toBe(Number.POSITIVE_INFINITY);
  });

  it('returns NONE for a pair without a route, and for an exhausted pool until a slot is released', () => {
    const core = new RouterCore(topology(['a', 'b'], [link('x', { delayMs: 5 })], [['a', 'b', 'x']]), 2);
    expect(core.routeBetween(1, 0)).toBe(NONE);
    for (let n = 0; n < 2; n++) core.offer(core.reserve(), core.routeBetween(0, 1), 1, 100, 0);
    expect([core.reserve(), core.inFlight, core.nextDueMs]).toEqual([NONE, 2, 5]);
    core.release(core.takeDue(5));
    expect(core.reserve()).not.toBe(NONE);
  });

  it('frees the slots of dropped packets, even between reserve and offer of another packet', () => {
    const allLost = { type: 'random', lossFraction: 1 } as const;
    const links = [link('x', { delayMs: 5 }), link('y', { loss: allLost })];
    const core = new RouterCore(topology(['a', 'b'], links, [['a', 'b', 'x', 'y']]), 2);
    expect(
      play(
        core,
        Array.from({ length: 100 }, (_, n) => ({ atMs: n * 10, from: 0, to: 1, bytes: 100 })),
      ),
    ).toEqual([]);
    expect([core.inFlight, core.takeSecond()[1]?.lostRandom]).toEqual([0, 100]);
  });

  it('refuses a route that names an unknown node or link', () => {
    expect(() => new RouterCore(topology(['a', 'b'], [], [['a', 'b', 'x']]), 1)).toThrow('names x');
    expect(() => new RouterCore(topology(['a'], [link('x')], [['a', 'b', 'x']]), 1)).toThrow('names b');
  });

  it('copies a packet before corrupting it, corrupts the copy independently, and sends both along the rest of the route', () => {
    const done: string[] = [];
    const editor = {
      copy: (from: number, to: number) => done.push(`copy ${from} ${to}`),
      flipBit: (slot: number, bit: number) => done.push(`flip ${slot} ${bit >= 160 && bit < 800}`),
    };
    const links = [link('x', { delayMs: 5, duplicateFraction: 1, corruptFraction: 1 }), link('y', { delayMs: 5 })];
    const core = new RouterCore(topology(['a', 'b'], links, [['a', 'b', 'x', 'y']]), 3, { editor });
    const slot = core.reserve();
    core.offer(slot, core.routeBetween(0, 1), 1, 100, 0);
    const copy = slot + 1;
    expect(done).toEqual([`copy ${slot} ${copy}`, `flip ${copy} true`, `flip ${slot} true`]);
    const arrived = [core.takeDue(10), core.takeDue(10)];
    expect(arrived.map((one) => [core.byteLength(one), core.destination(one), core.dueMs(one)])).toEqual([
      [100, 1, 10],
      [100, 1, 10],
    ]);
    expect(new Set(arrived)).toEqual(new Set([slot, copy]));
  });

  it('tells an observer where and when packets are dropped, copied or corrupted, and nothing else', () => {
    const links = [
      link('twice', { delayMs: 5, duplicateFraction: 1 }),
      link('narrow', { rateBps: 1e6, queuePackets: 1 }),
      link('dark', { delayMs: 2, blackouts: [{ fromMs: 30, toMs: 60 }], corruptFraction: 1 }),
    ];
    const seen: string[] = [];
    const observer = {
      dropped: (_slot: number, at: number, code: number, atMs: number) => seen.push(`${at} drops ${code} at ${atMs}`),
      copied: (slot: number, copy: number, at: number) => seen.push(`${at} copies ${slot !== copy}`),
      corrupted: (_slot: number, at: number) => seen.push(`${at} corrupts`),
    };
    const route = [['a', 'b', 'twice', 'narrow', 'dark']];
    const packets = [0, 0].map((atMs) => ({ atMs, from: 0, to: 1, bytes: 1250 }));
    const arrivals = play(new RouterCore(topology(['a', 'b'], links, route), 16, { observer }), packets);
    // The queue holds one packet besides the one being sent; both are in the dark link before 30 ms.
    expect(seen).toEqual([
      ...['0 copies true', '0 copies true'],
      ...[`1 drops ${LOST_QUEUE} at 5`, `1 drops ${LOST_QUEUE} at 5`],
      ...['2 corrupts', '2 corrupts'],
    ]);
    expect(arrivals).toEqual(play(new RouterCore(topology(['a', 'b'], links, route), 16), packets));
    seen.length = 0;
    play(new RouterCore(topology(['a', 'b'], links.slice(2), [['a', 'b', 'dark']]), 16, { observer }), [
      { atMs: 40, from: 0, to: 1, bytes: 100 },
    ]);
    expect(seen).toEqual([`0 drops ${LOST_BLACKOUT} at 40`]);
  });

  it('counts the copies it could not make for lack of a slot', () => {
    const core = new RouterCore(topology(['a', 'b'], [link('x', { duplicateFraction: 1 })], [['a', 'b', 'x']]), 1);
    core.offer(core.reserve(), core.routeBetween(0, 1), 1, 100, 0);
    expect([core.takeCopiesLost(), core.takeCopiesLost(), core.inFlight]).toEqual([1, 0, 1]);
  });
});
