import { describe, expect, it } from 'vitest';
import type { LinkProfile } from '../../../../src/model/scenario/link-profile.ts';
import { LOST_QUEUE } from '../../../../src/network/emulation/queue/bottleneck.ts';
import { NONE, RouterCore } from '../../../../src/network/emulation/router-core.ts';
import { link, topology } from '../../support/profiles.ts';

interface Packet {
  readonly atMs: number;
  readonly bytes: number;
}

interface Played {
  /** Arrival time of each packet, or undefined. */
  readonly dues: (number | undefined)[];
  readonly core: RouterCore;
}

/** Sends packets over a link with CoDel, polling every `pollMs`. */
function play(profile: Partial<LinkProfile>, packets: readonly Packet[], pollMs: number, after: string[] = []): Played {
  const links = [link('x', { ...profile, discipline: 'codel' }), link('y', { delayMs: 7 })];
  const core = new RouterCore(topology(['a', 'b'], links, [['a', 'b', 'x', ...after]]), 8192);
  const packetIn = new Map<number, number>();
  const dues: (number | undefined)[] = packets.map(() => undefined);
  let nowMs = 0;
  const look = () => {
    for (let slot = core.takeDue(nowMs); slot !== NONE; slot = core.takeDue(nowMs)) {
      dues[packetIn.get(slot) ?? -1] = core.dueMs(slot);
      core.release(slot);
    }
  };
  packets.forEach(({ atMs, bytes }, packet) => {
    for (; nowMs + pollMs <= atMs; nowMs += pollMs) look();
    const slot = core.reserve();
    packetIn.set(slot, packet);
    core.offer(slot, core.routeBetween(0, 1), 1, bytes, atMs);
  });
  nowMs = 1e9;
  look();
  return { dues, core };
}

/** Implements RFC 8289, section 5, literally over an array, as the reference for `play`. */
function reference(packets: readonly Packet[], msPerByte: number): (number | undefined)[] {
  const dues: (number | undefined)[] = packets.map(() => undefined);
  const queue: number[] = [];
  const TARGET = 5;
  const INTERVAL = 100;
  let [firstAbove, dropNext, count, lastCount, dropping] = [0, 0, 0, 0, false];
  let next = 0;
  let freeMs = 0;
  const at = (packet: number) => packets[packet]?.atMs ?? Number.POSITIVE_INFINITY;
  const size = (packet: number) => packets[packet]?.bytes ?? 0;
  const doDequeue = (now: number) => {
    const packet = queue.shift();
    let okToDrop = false;
    if (packet === undefined) firstAbove = 0;
    else {
      const behind = queue.reduce((sum, other) => sum + size(other), 0);
      if (now - at(packet) < TARGET || behind <= 1500) firstAbove = 0;
      else if (firstAbove === 0) firstAbove = now + INTERVAL;
      else if (now >= firstAbove) okToDrop = true;
    }
    return { packet, okToDrop };
  };
  while (next < packets.length || queue.length > 0) {
    const now = Math.max(freeMs, at(queue[0] ?? next));
    while (at(next) <= now) queue.push(next++);
    let r = doDequeue(now);
    if (dropping) {
      if (!r.okToDrop) dropping = false;
      while (now >= dropNext && dropping) {
        count++;
        r = doDequeue(now);
        if (!r.okToDrop) dropping = false;
        else dropNext += INTERVAL / Math.sqrt(count);
      }
    } else if (r.okToDrop) {
      r = doDequeue(now);
      dropping = true;
      const delta = count - lastCount;
      count = delta > 1 && now - dropNext < 16 * INTERVAL ? delta : 1;
      dropNext = now + INTERVAL / Math.sqrt(count);
      lastCount = count;
    }
    if (r.packet === undefined) continue;
    freeMs = now + size(r.packet) * msPerByte;
    dues[r.packet] = freeMs;
  }
  return dues;
}

/** Returns bursts, calm and overload of packets of varying size, at distinct times. */
function changingLoad(): Packet[] {
  const packets: Packet[] = [];
  let atMs = 1;
  for (let n = 0; n < 20_000; n++) {
    const load = [0.6, 1.4, 0.9, 3, 0.2][Math.floor(n / 700) % 5] ?? 1;
    const bytes = 200 + ((n * 7919) % 1200);
    atMs += (bytes * 0.004 * (0.2 + ((n * 104_729) % 1000) / 625)) / load;
    packets.push({ atMs, bytes });
  }
  return packets;
}

describe('CoDel', () => {
  it('drops the same packets as the text of RFC 8289, and sends the others at the same times', () => {
    const packets = changingLoad();
    const { dues } = play({ rateBps: 2e6, queueMs: 1e9 }, packets, 1);
    const expected = reference(packets, 0.004);
    expect(expected.filter((due) => due === undefined).length).toBeGreaterThan(300);
    expect(dues.map((due) => due?.toFixed(6))).toEqual(expected.map((due) => due?.toFixed(6)));
  });

  it('gives the same result however late it is polled, before another link or as the last one', () => {
    const packets = changingLoad();
    for (const after of [[], ['y']]) {
      const punctual = play({ rateBps: 2e6, queueMs: 1e9, delayMs: 3 }, packets, 0.5, after);
      const late = play({ rateBps: 2e6, queueMs: 1e9, delayMs: 3 }, packets, 250, after);
      expect(late.dues).toEqual(punctual.dues);
    }
  });

  it('brings the standing queue of a slightly too fast stream down towards 5 ms, where drop-tail would fill up', () => {
    // 2 % too much for 100 s, in packets of 1000 bytes that take 4 ms each.
    const packets = Array.from({ length: 25_500 }, (_, n) => ({ atMs: n / 0.255, bytes: 1000 }));
    const { core } = play({ rateBps: 2e6, queueMs: 500 }, packets, 1);
    const { lostQueue = 0, queueDelayP50Ms = 0, outPackets = 0 } = core.takeSecond()[0] ?? {};
    expect(queueDelayP50Ms).toBeLessThan(30);
    expect(lostQueue + outPackets).toBe(25_500);
    expect(lostQueue / 25_500).toBeGreaterThan(0.015);
    expect(lostQueue / 25_500).toBeLessThan(0.03);
  });

  it('tells an observer of its drops, with their time', () => {
    const links = [link('x', { rateBps: 2e6, queueMs: 1e9, discipline: 'codel' })];
    const times: number[] = [];
    const observer = {
      dropped: (_slot: number, at: number, code: number, atMs: number) =>
        times.push(at === 0 && code === LOST_QUEUE ? atMs : Number.NaN),
      ...{ copied: () => {}, corrupted: () => {} },
    };
    const core = new RouterCore(topology(['a', 'b'], links, [['a', 'b', 'x']]), 8192, { observer });
    for (let n = 0; n < 1000; n++) core.offer(core.reserve(), core.routeBetween(0, 1), 1, 1000, n * 3.5);
    core.advance(1e9);
    expect(times.length).toBe(core.takeSecond()[0]?.lostQueue);
    expect(times.length).toBeGreaterThan(10);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThan(100);
  });

  it('leaves a short burst alone', () => {
    const packets = Array.from({ length: 20 }, () => ({ atMs: 10, bytes: 1000 }));
    const { dues } = play({ rateBps: 2e6, queueMs: 500 }, packets, 1);
    expect(dues).toEqual(packets.map((_, n) => 10 + 4 * (n + 1)));
  });

  it('also limits its queue', () => {
    const packets = Array.from({ length: 20 }, () => ({ atMs: 10, bytes: 1000 }));
    // One packet is being sent, ten wait.
    const { core, dues } = play({ rateBps: 2e6, queuePackets: 10 }, packets, 1);
    expect(dues.filter((due) => due !== undefined).length).toBe(11);
    expect([core.takeSecond()[0]?.lostQueue, core.inFlight]).toEqual([9, 0]);
  });

  it('counts waiting packets as in flight, and needs polling when the first may have passed', () => {
    const codel = link('x', { rateBps: 1e6, queueMs: 1000, delayMs: 30, discipline: 'codel' });
    const core = new RouterCore(topology(['a', 'b'], [codel], [['a', 'b', 'x']]), 16);
    core.offer(core.reserve(), core.routeBetween(0, 1), 1, 1250, 0);
    // Not served yet: the packet may be small, and pass after the delay alone.
    expect([core.inFlight, core.nextDueMs]).toEqual([1, 30]);
    for (let n = 0; n < 2; n++) core.offer(core.reserve(), core.routeBetween(0, 1), 1, 1250, 0);
    core.advance(5);
    expect(core.inFlight).toBe(3);
    expect(core.nextDueMs).toBe(40);
    const arrivals: number[] = [];
    for (let slot = core.takeDue(100); slot !== NONE; slot = core.takeDue(100)) {
      arrivals.push(core.dueMs(slot));
      core.release(slot);
    }
    expect([arrivals, core.inFlight, core.nextDueMs]).toEqual([[40, 50, 60], 0, Number.POSITIVE_INFINITY]);
  });

  it('works behind a trace', () => {
    const links = [link('x', { trace: 't', queueMs: 300, discipline: 'codel' })];
    const traces = { t: { type: 'opportunities', atMs: [10, 20, 30], periodMs: 30 } } as const;
    const core = new RouterCore({ ...topology(['a', 'b'], links, [['a', 'b', 'x']]), traces }, 16);
    for (let n = 0; n < 3; n++) core.offer(core.reserve(), core.routeBetween(0, 1), 1, 1504, 0);
    const arrivals: number[] = [];
    for (let slot = core.takeDue(100); slot !== NONE; slot = core.takeDue(100)) arrivals.push(core.dueMs(slot));
    expect(arrivals).toEqual([10, 20, 30]);
  });
});
