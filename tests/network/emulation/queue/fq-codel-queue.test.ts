import { describe, expect, it } from 'vitest';
import type { LinkProfile } from '../../../../src/model/scenario/link-profile.ts';
import { packHeader } from '../../../../src/network/emulation/packet-header.ts';
import { NONE, RouterCore } from '../../../../src/network/emulation/router-core.ts';
import { link, topology } from '../../support/profiles.ts';

const ECT1 = 1;
const ECT0 = 2;

interface Packet {
  readonly atMs: number;
  readonly bytes: number;
  readonly flow: number;
  readonly ecn?: number;
}

interface Outcome {
  readonly dueMs: number | undefined;
  readonly droppedMs: number | undefined;
  readonly isMarked: boolean;
}

/** Sends packets, in order of time, over one link with FQ-CoDel, polled every `pollMs`. */
function play(profile: Partial<LinkProfile>, packets: readonly Packet[], pollMs = 1) {
  const dues: (number | undefined)[] = [];
  const drops: (number | undefined)[] = [];
  const marks: boolean[] = [];
  const packetIn = new Map<number, number>();
  const of = (slot: number) => packetIn.get(slot) ?? -1;
  const links = [link('x', { queueMs: 500, discipline: 'fq-codel', ...profile })];
  const core = new RouterCore(topology(['a', 'b'], links, [['a', 'b', 'x']]), 8192, {
    editor: {
      ...{ copy: () => {}, flipBit: () => {} },
      mark: (slot) => {
        marks[of(slot)] = true;
      },
    },
    observer: {
      ...{ copied: () => {}, corrupted: () => {} },
      dropped: (slot, _link, _code, atMs) => {
        drops[of(slot)] = atMs;
      },
    },
  });
  let nowMs = 0;
  const look = () => {
    for (let slot = core.takeDue(nowMs); slot !== NONE; slot = core.takeDue(nowMs)) {
      dues[of(slot)] = core.dueMs(slot);
      core.release(slot);
    }
  };
  packets.forEach(({ atMs, bytes, flow, ecn = 0 }, packet) => {
    for (; nowMs + pollMs <= atMs; nowMs += pollMs) look();
    const slot = core.reserve();
    packetIn.set(slot, packet);
    core.offer(slot, core.routeBetween(0, 1), 1, bytes, atMs, packHeader(flow, ecn));
  });
  nowMs = (packets.at(-1)?.atMs ?? 0) + 60_000;
  look();
  const outcomes = packets.map(
    (_, n): Outcome => ({ dueMs: dues[n], droppedMs: drops[n], isMarked: marks[n] === true }),
  );
  return { outcomes, second: core.takeSecond()[0], core };
}

/** Returns packets of one flow, one every `everyMs`. */
function stream(flow: number, bytes: number, everyMs: number, forMs: number, more: Partial<Packet> = {}): Packet[] {
  return Array.from({ length: forMs / everyMs }, (_, n) => ({ atMs: n * everyMs, bytes, flow, ...more }));
}

const byTime = (packets: readonly Packet[]) => packets.toSorted((a, b) => a.atMs - b.atMs);

describe('FQ-CoDel', () => {
  // 4 Mbps: a full packet takes 3 ms. One flow offers 8 Mbps, the other is sound: 160 bytes each 20 ms.
  const filling = stream(1, 1500, 1.5, 10_000);
  const sparse = stream(2, 160, 20, 10_000).map((packet) => ({ ...packet, atMs: packet.atMs + 0.7 }));
  const waitsOf = (profile: Partial<LinkProfile>) => {
    const packets = byTime([...filling, ...sparse]);
    const { outcomes } = play(profile, packets);
    return packets.flatMap(({ flow, atMs }, n) => (flow === 2 ? [(outcomes[n]?.dueMs ?? Infinity) - atMs] : []));
  };

  it('keeps a sparse flow under 10 ms beside one that fills the line, where drop-tail holds it up by its whole queue', () => {
    expect(Math.max(...waitsOf({ rateBps: 4e6 }))).toBeLessThan(10);
    const dropTail = waitsOf({ rateBps: 4e6, discipline: 'droptail' }).filter(Number.isFinite);
    expect(Math.max(...dropTail)).toBeGreaterThan(450);
  });

  it('drops for the first time 100 ms after the wait passed 5 ms, and then by the square root of the count', () => {
    // 1000 bytes take 4 ms and come each 2 ms: the n-th leaves the queue at 4n and has waited 2n. n = 3 is the first above 5 ms,
    // at 12; at 112 it has been so for 100 ms. Next: 212; 212 + 100/sqrt(2) = 282.7; + 100/sqrt(3) = 340.4; each at the next 4 ms.
    const { outcomes } = play({ rateBps: 2e6, queueMs: 1e6 }, stream(1, 1000, 2, 400));
    const drops = outcomes.flatMap(({ droppedMs }) => droppedMs ?? []);
    expect(drops.slice(0, 4)).toEqual([112, 212, 284, 344]);
  });

  it('marks packets that understand ECN at those times, and drops none of them', () => {
    const { outcomes, second } = play(
      { rateBps: 2e6, queueMs: 1e6, aqm: { ecn: true } },
      stream(1, 1000, 2, 400, { ecn: ECT0 }),
    );
    const marked = outcomes.flatMap(({ isMarked, dueMs = 0 }) => (isMarked ? [dueMs - 4] : []));
    expect(marked.slice(0, 4)).toEqual([112, 212, 284, 344]);
    expect(second).toMatchObject({ lostQueue: 0, marked: marked.length, outPackets: 200 });
  });

  it('drops packets of senders without ECN although it is on, and those with it where it is off', () => {
    const packets = (ecn: number) => stream(1, 1000, 2, 400, { ecn });
    const on = play({ rateBps: 2e6, queueMs: 1e6, aqm: { ecn: true } }, packets(0)).second;
    const off = play({ rateBps: 2e6, queueMs: 1e6 }, packets(ECT0)).second;
    expect([on?.marked, off?.marked]).toEqual([0, undefined]);
    expect(on?.lostQueue).toBe(off?.lostQueue);
    expect(on?.lostQueue).toBeGreaterThan(3);
  });

  it('marks L4S packets, and only those, as soon as they have waited longer than the step', () => {
    // 5 packets of 1 ms at once: they wait 0, 1, 2, 3 and 4 ms. Longer than 1.5 ms: three.
    const burst = (ecn: number) => Array.from({ length: 5 }, () => ({ atMs: 1, bytes: 1000, flow: 1, ecn }));
    const marks = (ecn: number) =>
      play({ rateBps: 8e6, aqm: { stepMs: 1.5 } }, burst(ecn)).outcomes.map(({ isMarked }) => isMarked);
    expect(marks(ECT1)).toEqual([false, false, true, true, true]);
    expect(marks(ECT0)).toEqual([false, false, false, false, false]);
  });

  it('gives flows the same bytes, whatever the size of their packets', () => {
    const packets = byTime([...stream(1, 1500, 2, 20_000), ...stream(2, 300, 0.4, 20_000)]);
    const { outcomes } = play({ rateBps: 4e6 }, packets);
    const bytesOf = (which: number) =>
      packets.reduce((sum, { flow, bytes }, n) => {
        const dueMs = outcomes[n]?.dueMs ?? Infinity;
        return flow === which && dueMs > 2000 && dueMs < 20_000 ? sum + bytes : sum;
      }, 0);
    // 4 Mbps for 18 s are 9 MB.
    expect(bytesOf(1) / 9e6).toBeCloseTo(0.5, 2);
    expect(bytesOf(2) / 9e6).toBeCloseTo(0.5, 2);
  });

  it('keeps the order within every flow, and loses packets of the longest when it is full', () => {
    const packets = byTime([
      ...stream(1, 1500, 1, 3000),
      ...[2, 3, 4, 5].flatMap((flow) => stream(flow, 400, 25, 3000)),
    ]);
    const { outcomes, second } = play({ rateBps: 4e6, queueMs: 60 }, packets);
    for (const flow of [1, 2, 3, 4, 5]) {
      const dues = packets.flatMap((packet, n) => (packet.flow === flow ? (outcomes[n]?.dueMs ?? []) : []));
      expect(dues).toEqual(dues.toSorted((a, b) => a - b));
    }
    const lost = (flow: number) =>
      packets.filter((packet, n) => packet.flow === flow && outcomes[n]?.dueMs === undefined).length;
    expect([2, 3, 4, 5].map(lost)).toEqual([0, 0, 0, 0]);
    expect(lost(1)).toBe(second?.lostQueue);
    expect(lost(1)).toBeGreaterThan(1000);
  });

  it('does the same however late it is polled, and hashes by its seed', () => {
    const packets = byTime([1, 2, 3, 4, 5, 6].flatMap((flow) => stream(flow, 300 + flow * 150, 3 + flow / 7, 4000)));
    const punctual = play({ rateBps: 3e6, queueMs: 100 }, packets, 0.5);
    expect(play({ rateBps: 3e6, queueMs: 100 }, packets, 250).outcomes).toEqual(punctual.outcomes);
    expect(punctual.core.inFlight).toBe(0);
  });

  it('lets flows of one hash share a queue', () => {
    const packets = byTime([...filling, ...sparse]);
    const { outcomes } = play({ rateBps: 4e6, aqm: { flows: 1 } }, packets);
    const waits = packets.flatMap(({ flow, atMs }, n) => (flow === 2 ? [(outcomes[n]?.dueMs ?? Infinity) - atMs] : []));
    expect(Math.max(...waits.filter(Number.isFinite))).toBeGreaterThan(30);
  });
});
