import { describe, expect, it } from 'vitest';
import type { Topology } from '../../../src/model/scenario/network.ts';
import { Capture } from '../../../src/network/capture/capture.ts';
import { CaptureFile } from '../../../src/network/capture/capture-file.ts';
import { capturedHosts } from '../../../src/network/capture/captured-hosts.ts';
import { captureHeader } from '../../../src/network/capture/pcapng.ts';
import { WallStamp } from '../../../src/network/capture/wall-stamp.ts';
import { packHeader } from '../../../src/network/emulation/packet-header.ts';
import { NONE, RouterCore } from '../../../src/network/emulation/router-core.ts';
import { bursts, link, topology } from '../support/profiles.ts';
import { readPcapng } from './read-pcapng.ts';

const SNAP_BYTES = 64;
const SLOT_BYTES = 2048;
const SLOTS = 64;
const EPOCH_MS = 1_795_620_194_718.25;
const EPOCH_NS = 1_795_620_194_718_250_000n;

/** Sink that takes at most `room` bytes per call. */
class Memory {
  readonly chunks: Buffer[] = [];
  room = Number.POSITIVE_INFINITY;

  write(buffer: Buffer, bytes: number): number {
    const taken = Math.min(bytes, this.room);
    this.chunks.push(Buffer.from(buffer.subarray(0, taken)));
    return taken;
  }

  finish(buffer: Buffer, bytes: number): void {
    this.room = Number.POSITIVE_INFINITY;
    this.write(buffer, bytes);
  }

  read() {
    return readPcapng(Buffer.concat(this.chunks));
  }
}

function open(asked: Topology, limitBytes = 1e9) {
  const buffer = Buffer.alloc(SLOT_BYTES * SLOTS);
  const files: CaptureFile[] = [];
  const memories = new Map<string, Memory>();
  for (const { node, fileName, comment, interfaces } of capturedHosts(asked, SNAP_BYTES)) {
    const memory = new Memory();
    const header = captureHeader(comment, interfaces, SNAP_BYTES);
    memory.write(header, header.length);
    files[node] = new CaptureFile(memory, interfaces.length, { bytes: header.length, limitBytes });
    memories.set(fileName, memory);
  }
  const stamp = new WallStamp(EPOCH_MS);
  const capture = new Capture(
    asked,
    files,
    { buffer, slotBytes: SLOT_BYTES, slots: SLOTS },
    { stamp, snapBytes: SNAP_BYTES },
  );
  const editor = {
    copy: (from: number, to: number) => buffer.copyWithin(to * SLOT_BYTES, from * SLOT_BYTES, (from + 1) * SLOT_BYTES),
    flipBit: () => {},
  };
  const core = new RouterCore(asked, SLOTS, { editor, observer: capture });
  return {
    capture,
    core,
    memory: (name: string) => memories.get(`${name}.pcapng`) ?? new Memory(),
    /** Sends a packet of `bytes`, each of which is `fill`. */
    send(from: number, to: number, bytes: number, fill: number, atMs: number): void {
      const slot = core.reserve();
      buffer.fill(fill, slot * SLOT_BYTES, slot * SLOT_BYTES + bytes);
      capture.sent(slot, from, to, bytes, atMs);
      core.offer(slot, core.routeBetween(from, to), to, bytes, atMs);
    },
    /** Delivers packets as the router's loop does, each `lateMs` after it was due. */
    deliver(untilMs: number, lateMs = 0): void {
      for (let slot = core.takeDue(untilMs); slot !== NONE; slot = core.takeDue(untilMs)) {
        capture.arrived(slot, core.dueMs(slot) + lateMs);
        core.release(slot);
      }
    },
  };
}

/** Makes v a viewer and o the origin, since `profiles.topology` makes all nodes viewers. */
function path(...links: ReturnType<typeof link>[]): Topology {
  const made = topology(['o', 'v'], links, [
    ['o', 'v', ...links.map(({ id }) => id)],
    ['v', 'o'],
  ]);
  return { ...made, nodes: made.nodes.map((node) => (node.id === 'o' ? { ...node, role: 'origin' } : node)) };
}

describe('a capture', () => {
  it('contains a packet where it is sent and where it arrives, at both times, up to the snap length', () => {
    const { send, deliver, capture, memory } = open(path(link('x', { delayMs: 12.5 })));
    send(0, 1, 33, 0xaa, 1);
    send(1, 0, 1400, 0xbb, 2.000001);
    deliver(100, 0.125);
    capture.close(100);
    const { interfaces, packets, endings, comment } = memory('v').read();
    expect(interfaces).toEqual(
      ['viewer', 'origin', 'lost'].map((name) => ({ name, linkType: 101, snapBytes: SNAP_BYTES })),
    );
    expect(packets.map(({ on, direction, atNs, bytes }) => [on, direction, atNs - EPOCH_NS, bytes])).toEqual([
      ['origin', 'out', 1_000_000n, 33],
      ['viewer', 'out', 2_000_001n, 1400],
      ['origin', 'in', 2_125_001n, 1400],
      ['viewer', 'in', 13_625_000n, 33],
    ]);
    expect(packets.map(({ data }) => data)).toEqual([
      Buffer.alloc(33, 0xaa),
      Buffer.alloc(SNAP_BYTES, 0xbb),
      Buffer.alloc(SNAP_BYTES, 0xbb),
      Buffer.alloc(33, 0xaa),
    ]);
    expect(endings).toEqual([{ comment: 'ends here: the network was closed', lost: 0 }]);
    expect(comment).toContain('v (10.77.0.2)');
    expect(comment).toContain('first 64 bytes');
  });

  it('names the link and cause of every loss, and other effects on a packet', () => {
    const { send, deliver, capture, core, memory } = open(
      path(
        link('haul', { delayMs: 10, duplicateFraction: 0.2, loss: bursts(0.2, 3) }, 3),
        link('radio', { loss: { type: 'random', lossFraction: 0.1 }, corruptFraction: 0.3 }, 4),
        link('narrow', { rateBps: 1e6, queuePackets: 2, blackouts: [{ fromMs: 2000, toMs: 3000 }] }),
      ),
    );
    for (let n = 0; n < 1000; n++) {
      deliver(n * 4);
      send(0, 1, 500, n % 256, n * 4);
    }
    deliver(1e6);
    capture.close(1e6);
    const { packets } = memory('v').read();
    const count = (comment: string, on?: string) =>
      packets.filter((packet) => packet.comments.includes(comment) && (on === undefined || packet.on === on)).length;
    const [haul, radio, narrow] = core.takeSecond();
    expect(count('dropped by haul: burst loss', 'lost')).toBe(haul?.lostBurst);
    expect(count('dropped by radio: random loss', 'lost')).toBe(radio?.lostRandom);
    expect(count('dropped by narrow: queue', 'lost')).toBe(narrow?.lostQueue);
    expect(count('dropped by narrow: blackout', 'lost')).toBe(narrow?.lostBlackout);
    expect(count('corrupted by radio: one bit flipped')).toBe(radio?.corrupted);
    expect(count('copied by haul: this is the copy')).toBe(haul?.duplicated);
    for (const number of [haul?.lostBurst, radio?.lostRandom, narrow?.lostQueue, narrow?.lostBlackout])
      expect(number).toBeGreaterThan(10);
    const on = (name: string) => packets.filter((packet) => packet.on === name);
    expect(on('viewer').length).toBe(narrow?.outPackets);
    expect(on('origin').length).toBe(1000);
    expect(on('lost').length).toBe(1000 + (haul?.duplicated ?? 0) - on('viewer').length);
    expect(on('lost').every(({ comments }) => comments.some((comment) => comment.startsWith('dropped by ')))).toBe(
      true,
    );
    // A corrupted copy has both comments, and all three if it is lost as well.
    expect(Math.max(...packets.map(({ comments }) => comments.length))).toBe(3);
  });

  it('says so of a packet that is larger than the MTU', () => {
    const { core, capture, memory } = open(path(link('tunnel', { mtuBytes: 1400 })));
    const slot = core.reserve();
    capture.sent(slot, 0, 1, 1401, 0);
    core.offer(slot, core.routeBetween(0, 1), 1, 1401, 0, packHeader(1, 0, true));
    capture.close(0);
    const lost = memory('v')
      .read()
      .packets.filter(({ on }) => on === 'lost');
    expect(lost.map(({ comments }) => comments)).toEqual([['dropped by tunnel: larger than its MTU']]);
  });

  it('reports the packets dropped by the router itself', () => {
    const { capture, memory } = open(path(link('x')));
    capture.sent(0, 1, NONE, 40, 0);
    capture.discarded(0, 'unroutable', 0);
    capture.close(0);
    expect(
      memory('v')
        .read()
        .packets.map(({ on, comments }) => [on, comments]),
    ).toEqual([
      ['viewer', []],
      ['lost', ['dropped by the router: no route from here to there']],
    ]);
  });

  it('shows an answer of the router in the place of the packet it is about, at the sender alone', () => {
    const { capture, memory } = open(path(link('x')));
    capture.sent(0, 1, 0, 40, 0);
    capture.discarded(0, 'expired', 5);
    capture.answered(0, 1, 56);
    capture.arrived(0, 9);
    capture.close(9);
    const seen = memory('v').read().packets;
    expect(seen.map(({ on, comments }) => [on, comments])).toEqual([
      ['viewer', []],
      ['lost', ['dropped by the router: its TTL was used up']],
      ['viewer', []],
    ]);
  });

  it('contains only the packets of its own host', () => {
    const asked = topology(
      ['v', 'w', 'o'],
      [link('x')],
      [
        ['o', 'v', 'x'],
        ['o', 'w', 'x'],
        ['v', 'w', 'x'],
      ],
    );
    const { send, deliver, capture, memory } = open({
      ...asked,
      nodes: asked.nodes.map((node) => (node.id === 'o' ? { ...node, role: 'origin' } : node)),
    });
    send(2, 0, 40, 1, 0);
    send(2, 1, 40, 2, 0);
    deliver(1);
    // A packet between two captured hosts is in both captures.
    send(0, 1, 40, 3, 2);
    deliver(3);
    capture.close(3);
    const seen = (name: string) =>
      memory(name)
        .read()
        .packets.map(({ data, on }) => `${data[0]} ${on}`);
    expect(seen('v')).toEqual(['1 origin', '1 viewer', '3 viewer', '3 origin']);
    expect(seen('w')).toEqual(['2 origin', '2 viewer', '3 origin', '3 viewer']);
  });

  it('reports how many packets are missing, and where, when its disk lags', () => {
    const { send, deliver, capture, memory } = open(path(link('x')));
    const v = memory('v');
    v.room = 0;
    for (let n = 0; n < 2000; n++) {
      send(0, 1, 300, 7, n);
      deliver(n);
    }
    v.room = 4096;
    capture.flush();
    send(0, 1, 300, 8, 5000);
    v.room = Number.POSITIVE_INFINITY;
    capture.flush();
    send(0, 1, 300, 9, 5001);
    deliver(5001);
    capture.close(6000);
    const { packets, endings } = v.read();
    const missing = packets.reduce((sum, { lostBefore }) => sum + lostBefore, 0);
    expect(missing).toBeGreaterThan(1000);
    expect(packets.length + missing).toBe(2 * 2002);
    expect(endings).toEqual([{ comment: 'ends here: the network was closed', lost: missing }]);
    expect(packets.slice(-2).map(({ data }) => data[0])).toEqual([8, 9]);
  });

  it('respects its size limit, and says so at its end', () => {
    const { send, deliver, capture, memory } = open(path(link('x')), 20_000);
    for (let n = 0; n < 2000; n++) {
      send(0, 1, 300, 7, n);
      deliver(n);
    }
    capture.close(6000);
    const v = memory('v');
    const bytes = v.chunks.reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBeLessThanOrEqual(20_000);
    expect(bytes).toBeGreaterThan(19_000);
    expect(v.read().endings).toEqual([{ comment: 'ends here: the limit of its size', lost: 0 }]);
  });

  it('has a unique file name for every host, whatever its region is called', () => {
    const nodes = ['雅加达-1', 'a/b', 'a-b', '../x', '...'];
    const names = capturedHosts(topology(nodes, [], []), 1).map(({ fileName }) => fileName);
    expect(names).toEqual(['雅加达-1.pcapng', 'a-b.pcapng', 'a-b-2.pcapng', '-x.pcapng', '-4.pcapng']);
  });
});
