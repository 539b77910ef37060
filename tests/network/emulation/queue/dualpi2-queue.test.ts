import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/lib/random.ts';
import type { LinkProfile } from '../../../../src/model/scenario/link-profile.ts';
import { packHeader } from '../../../../src/network/emulation/packet-header.ts';
import { PacketRing } from '../../../../src/network/emulation/queue/packet-ring.ts';
import { PiControl } from '../../../../src/network/emulation/queue/pi-control.ts';
import { NONE, RouterCore } from '../../../../src/network/emulation/router-core.ts';
import { link, topology } from '../../support/profiles.ts';

const [NOT_ECT, ECT1, ECT0] = [0, 1, 2];

interface Packet {
  readonly atMs: number;
  readonly bytes: number;
  readonly ecn: number;
}

interface Fate {
  dueMs?: number;
  marked?: true;
  dropped?: true;
}

/** Sends packets, in order of time, over a link with DualPI2, polled every `pollMs`. */
function play(profile: Partial<LinkProfile>, packets: readonly Packet[], pollMs = 1) {
  const fates: Fate[] = packets.map(() => ({}));
  const fateIn = new Map<number, Fate>();
  const links = [link('x', { queueMs: 1e6, discipline: 'dualpi2', ...profile })];
  const core = new RouterCore(topology(['a', 'b'], links, [['a', 'b', 'x']]), 16_384, {
    editor: {
      ...{ copy: () => {}, flipBit: () => {} },
      mark: (slot) => Object.assign(fateIn.get(slot) ?? {}, { marked: true }),
    },
    observer: {
      ...{ copied: () => {}, corrupted: () => {} },
      dropped: (slot) => Object.assign(fateIn.get(slot) ?? {}, { dropped: true }),
    },
  });
  const look = (nowMs: number) => {
    for (let slot = core.takeDue(nowMs); slot !== NONE; slot = core.takeDue(nowMs)) {
      Object.assign(fateIn.get(slot) ?? {}, { dueMs: core.dueMs(slot) });
      core.release(slot);
    }
  };
  let nowMs = 0;
  packets.forEach(({ atMs, bytes, ecn }, packet) => {
    for (; nowMs + pollMs <= atMs; nowMs += pollMs) look(nowMs);
    const slot = core.reserve();
    fateIn.set(slot, fates[packet] ?? {});
    core.offer(slot, core.routeBetween(0, 1), 1, bytes, atMs, packHeader(packet, ecn));
  });
  look((packets.at(-1)?.atMs ?? 0) + 60_000);
  return { fates, second: core.takeSecond()[0] };
}

/**
 * Implements appendix A of RFC 9332 literally over arrays, in seconds, as the reference for `play`. Its scheduler is Linux's: a
 * byte credit that leaves a tenth to the classic queue. Like ours, it drops no packet behind which none waits.
 */
function reference(packets: readonly Packet[], rateBps: number): Fate[] {
  const fates: Fate[] = packets.map(() => ({}));
  const [target, rttMax, k, minTh, range] = [0.015, 0.1, 2, 800e-6, 400e-6];
  const tUpdate = Math.min(target, rttMax / 3);
  const [alpha, beta] = [(0.1 * tUpdate) / rttMax ** 2, 0.3 / rttMax];
  const [lq, cq]: [number[], number[]] = [[], []];
  const count = { l: 0, c: 0 };
  const packetOf = (n = -1) => packets[n] ?? { atMs: Number.POSITIVE_INFINITY, bytes: 0, ecn: 0 };
  let [p, prevq, credit, next, freeS] = [0, 0, -1500, 0, 0];
  let updateS = packetOf(0).atMs / 1000 + tUpdate;
  const recur = (queue: 'l' | 'c', likelihood: number) => {
    count[queue] += likelihood;
    if (count[queue] <= 1) return false;
    count[queue] -= 1;
    return true;
  };
  const dequeue = (nowS: number) => {
    for (;;) {
      const isL4s = cq.length === 0 || (lq.length > 0 && credit <= 0);
      const n = (isL4s ? lq : cq).shift() ?? -1;
      const { atMs, bytes, ecn } = packetOf(n);
      if ((isL4s ? cq : lq).length > 0) credit += isL4s ? 0.1 * bytes : -0.9 * bytes;
      else if (lq.length + cq.length === 0) credit = -1500;
      const fate = fates[n] ?? {};
      const [pCL, pC] = [k * p, p ** 2];
      let drop = false;
      let mark = false;
      if (isL4s) {
        const ramp = lq.length < 1 ? 0 : Math.min(1, Math.max(0, (nowS - atMs / 1000 - minTh) / range));
        if (pCL < 1) mark = recur('l', Math.max(ramp, pCL));
        else if (recur('l', pC)) drop = true;
        else mark = true;
      } else if (recur('c', pC)) {
        if (ecn === NOT_ECT || pCL >= 1) drop = true;
        else mark = true;
      }
      if (drop && lq.length + cq.length > 0) fate.dropped = true;
      else {
        if (mark) fate.marked = true;
        freeS = nowS + (bytes * 8) / rateBps;
        fate.dueMs = freeS * 1000;
        return;
      }
    }
  };
  for (;;) {
    const arrivesS = packetOf(next).atMs / 1000;
    const head = Math.min(packetOf(lq[0]).atMs, packetOf(cq[0]).atMs) / 1000;
    const servesS = lq.length + cq.length === 0 ? Number.POSITIVE_INFINITY : Math.max(freeS, head);
    if (Math.min(arrivesS, servesS) === Number.POSITIVE_INFINITY) return fates;
    if (updateS <= Math.min(arrivesS, servesS)) {
      const curq = cq.length === 0 ? 0 : updateS - packetOf(cq[0]).atMs / 1000;
      p = Math.min(1, Math.max(0, p + alpha * (curq - target) + beta * (curq - prevq)));
      prevq = curq;
      updateS += tUpdate;
    } else if (servesS < arrivesS) dequeue(servesS);
    else {
      ((packetOf(next).ecn & 1) === 1 ? lq : cq).push(next);
      next++;
    }
  }
}

/** Returns packets of random sizes at random times, `load` times what the line carries, 1 of them L4S and 2 not. */
function randomPackets(seed: number, rateBps: number, load: number, forMs: number): Packet[] {
  const random = createRandom(seed);
  const packets: Packet[] = [];
  for (let atMs = 1; atMs < forMs; ) {
    const bytes = 100 + Math.floor(1400 * random());
    packets.push({ atMs, bytes, ecn: [NOT_ECT, ECT0, ECT1][Math.floor(3 * random())] ?? 0 });
    atMs += (2 * random() * 750 * 8000) / (load * rateBps);
  }
  return packets;
}

const rounded = (fates: readonly Fate[]) =>
  fates.map(({ dueMs, ...fate }) => ({
    ...fate,
    ...(dueMs !== undefined && { dueMs: Math.round(dueMs * 1e6) / 1e6 }),
  }));

describe('DualPI2', () => {
  it('moves its probability as RFC 9332 does: 0.15/s of the error and 3/s of its change, each 15 ms', () => {
    const control = new PiControl();
    const ring = new PacketRing();
    control.update(ring, 0);
    for (let n = 1; n <= 20; n++) {
      // The first packet has always waited 25 ms, 10 more than the target.
      ring.push(0, 15 * n - 25, 1000);
      control.update(ring, 15 * n);
      ring.shift();
    }
    const base = 3 * 0.025 + 20 * 0.15 * 0.01;
    expect(control.l4sProbability).toBeCloseTo(2 * base, 12);
    expect(control.classicProbability).toBeCloseTo(base ** 2, 12);
    expect(control.isOverloaded).toBe(false);
  });

  it.each([
    ['below its rate', 0.9],
    ['a little above', 1.1],
    ['so far above that it must drop L4S too', 2.5],
  ])('decides about every packet as the pseudocode of RFC 9332 does: load %s', (_, load) => {
    for (const seed of [1, 2, 3]) {
      const packets = randomPackets(seed, 4e6, load, 6000);
      const { fates } = play({ rateBps: 4e6 }, packets);
      expect(rounded(fates)).toEqual(rounded(reference(packets, 4e6)));
    }
  });

  it('does the same however late it is polled', () => {
    const packets = randomPackets(4, 4e6, 1.2, 4000);
    expect(play({ rateBps: 4e6 }, packets, 250).fates).toEqual(play({ rateBps: 4e6 }, packets, 0.5).fates);
  });

  it('marks what may be marked and drops the rest, until it is overloaded', () => {
    // 1000 bytes take 2 ms at 4 Mbps: 2 % more than that, which a sixteenth of the packets that may be dropped makes good.
    const packets = Array.from({ length: 5000 }, (_, n) => ({ atMs: 1.96 * n, bytes: 1000, ecn: n % 3 }));
    const { fates, second } = play({ rateBps: 4e6 }, packets);
    const of = (ecn: number, key: 'marked' | 'dropped') =>
      fates.filter((fate, n) => packets[n]?.ecn === ecn && fate[key] === true).length;
    expect([of(NOT_ECT, 'marked'), of(ECT0, 'dropped'), of(ECT1, 'dropped')]).toEqual([0, 0, 0]);
    expect(of(NOT_ECT, 'dropped')).toBeGreaterThan(5);
    expect(of(ECT0, 'marked')).toBeGreaterThan(5);
    expect(second).toMatchObject({
      lostQueue: of(NOT_ECT, 'dropped'),
      marked: of(ECT0, 'marked') + of(ECT1, 'marked'),
    });
  });

  it('keeps a TCP download at its target of 15 ms, and L4S packets beside it under a few', () => {
    // 10 Mbps: a full packet takes 1.2 ms.
    const sparse = (ecn: number, offsetMs: number) =>
      Array.from({ length: 1500 }, (_, n) => ({ atMs: 20 * n + offsetMs, bytes: 160, ecn }));
    const packets = [...sparse(ECT1, 3), ...sparse(ECT0, 11)].sort((a, b) => a.atMs - b.atMs);
    const waits = (discipline: LinkProfile['discipline']) => {
      const crossTraffic = [{ type: 'tcp', rttMs: 40 } as const];
      const { fates } = play(
        { rateBps: 10e6, queueMs: 300, crossTraffic, discipline: discipline ?? 'droptail' },
        packets,
      );
      const of = (ecn: number) =>
        packets
          .flatMap(({ atMs, ...packet }, n) =>
            packet.ecn === ecn && atMs > 5000 ? [(fates[n]?.dueMs ?? Number.NaN) - atMs] : [],
          )
          .filter((waitMs) => !Number.isNaN(waitMs))
          .sort((a, b) => a - b);
      return { l4s: of(ECT1), classic: of(ECT0) };
    };
    const middle = (values: readonly number[]) => values[Math.floor(values.length / 2)] ?? Number.NaN;
    const { l4s, classic } = waits('dualpi2');
    expect(middle(classic)).toBeGreaterThan(9);
    expect(middle(classic)).toBeLessThan(21);
    expect(l4s.at(-1)).toBeLessThan(1.2 * 2 + 0.2);
    expect(middle(waits('droptail').l4s)).toBeGreaterThan(150);
  });
});
