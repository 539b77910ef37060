import type { Topology } from '../../model/scenario/network.ts';
import { LOST_MTU } from '../emulation/link.ts';
import type { PacketObserver } from '../emulation/packet-observer.ts';
import { LOST_QUEUE } from '../emulation/queue/bottleneck.ts';
import { NONE } from '../emulation/router-core.ts';
import { LOST_BLACKOUT, LOST_BURST, LOST_RANDOM } from '../emulation/weather.ts';
import type { CaptureFile } from './capture-file.ts';
import { AT_HOST, AT_OTHER_END, LOST } from './captured-hosts.ts';
import { commentWords, INBOUND, OUTBOUND } from './pcapng.ts';
import type { WallStamp } from './wall-stamp.ts';

const WORD_BYTES = 4;
/** Maximum time that captured packets stay in the buffer. */
const FLUSH_EVERY_MS = 100;

/** Causes of a link's drops in words, by RouterCore's codes. */
const CAUSES: ReadonlyMap<number, string> = new Map([
  [LOST_RANDOM, 'random loss'],
  [LOST_BURST, 'burst loss'],
  [LOST_QUEUE, 'queue'],
  [LOST_BLACKOUT, 'blackout'],
  [LOST_MTU, 'larger than its MTU'],
]);

/** Causes of losses by the router itself, not by a link. */
const ROUTER_DROPS = {
  unroutable: 'no route from here to there',
  blocked: 'UDP is blocked on the way',
  full: 'more packets in flight than the router holds',
  refused: 'the receiving device refused it',
  expired: 'its TTL was used up',
} as const;

export type RouterDrop = keyof typeof ROUTER_DROPS;

/** Memory that holds the packets, slot after slot from the beginning of the buffer. */
export interface PacketMemory {
  readonly buffer: Buffer;
  readonly slotBytes: number;
  readonly slots: number;
}

/**
 * Writes packets into the captures of their source and destination hosts. Each packet appears when it is sent, and again
 * when it arrives, with comments on what happened on its path, or when it is lost.
 */
export class Capture implements PacketObserver {
  /** Capture file of each node; undefined for a host without one. */
  readonly #files: readonly (CaptureFile | undefined)[];
  readonly #stamp: WallStamp;
  readonly #words: Int32Array;
  readonly #slotWords: number;
  readonly #snapBytes: number;
  readonly #from: Int16Array;
  readonly #to: Int16Array;
  readonly #bytes: Uint16Array;
  /** Link that copied or corrupted the packet in each slot, or NONE. */
  readonly #copiedBy: Int16Array;
  readonly #corruptedBy: Int16Array;
  /** Comments as words, by link. */
  readonly #copied: readonly Int32Array[];
  readonly #corrupted: readonly Int32Array[];
  readonly #dropped: ReadonlyMap<number, readonly Int32Array[]>;
  readonly #routerDrops: Readonly<Record<RouterDrop, Int32Array>>;
  /** Time at which flush() is to be called next; Infinity when there is nothing to flush. */
  nextFlushMs = Number.POSITIVE_INFINITY;

  constructor(
    topology: Topology,
    files: readonly (CaptureFile | undefined)[],
    { buffer, slotBytes, slots }: PacketMemory,
    { stamp, snapBytes }: { readonly stamp: WallStamp; readonly snapBytes: number },
  ) {
    this.#files = files;
    this.#stamp = stamp;
    this.#words = new Int32Array(buffer.buffer, buffer.byteOffset, buffer.length / WORD_BYTES);
    this.#slotWords = slotBytes / WORD_BYTES;
    this.#snapBytes = snapBytes;
    this.#from = new Int16Array(slots);
    this.#to = new Int16Array(slots);
    this.#bytes = new Uint16Array(slots);
    this.#copiedBy = new Int16Array(slots);
    this.#corruptedBy = new Int16Array(slots);
    const commentsByLink = (text: (link: string) => string) => topology.links.map(({ id }) => commentWords(text(id)));
    this.#copied = commentsByLink((link) => `copied by ${link}: this is the copy`);
    this.#corrupted = commentsByLink((link) => `corrupted by ${link}: one bit flipped`);
    this.#dropped = new Map(
      [...CAUSES].map(([code, cause]) => [code, commentsByLink((link) => `dropped by ${link}: ${cause}`)]),
    );
    const comment = (drop: RouterDrop) => commentWords(`dropped by the router: ${ROUTER_DROPS[drop]}`);
    this.#routerDrops = {
      ...{ unroutable: comment('unroutable'), blocked: comment('blocked') },
      ...{ full: comment('full'), refused: comment('refused'), expired: comment('expired') },
    };
  }

  /** Records that the packet in a slot was sent. `to`: destination node, or NONE if there is none. */
  sent(slot: number, from: number, to: number, bytes: number, atMs: number): void {
    this.#hold(slot, from, to, bytes);
    this.#stamp.set(atMs);
    this.#write(slot, from, AT_HOST, OUTBOUND, atMs);
    this.#write(slot, to, AT_OTHER_END, OUTBOUND, atMs);
  }

  /** Records that a slot holds a packet of the router's own, an answer to node `to`. It appears when it arrives. */
  answered(slot: number, to: number, bytes: number): void {
    this.#hold(slot, NONE, to, bytes);
  }

  arrived(slot: number, atMs: number): void {
    this.#stamp.set(atMs);
    this.#write(slot, this.#to[slot] ?? NONE, AT_HOST, INBOUND, atMs);
    this.#write(slot, this.#from[slot] ?? NONE, AT_OTHER_END, INBOUND, atMs);
  }

  dropped(slot: number, link: number, code: number, atMs: number): void {
    this.#lose(slot, atMs, this.#dropped.get(code)?.[link]);
  }

  /** Records a packet dropped by the router itself. */
  discarded(slot: number, cause: RouterDrop, atMs: number): void {
    this.#lose(slot, atMs, this.#routerDrops[cause]);
  }

  copied(slot: number, copy: number, link: number): void {
    this.#from[copy] = this.#from[slot] ?? NONE;
    this.#to[copy] = this.#to[slot] ?? NONE;
    this.#bytes[copy] = this.#bytes[slot] ?? 0;
    this.#copiedBy[copy] = link;
    this.#corruptedBy[copy] = this.#corruptedBy[slot] ?? NONE;
  }

  corrupted(slot: number, link: number): void {
    this.#corruptedBy[slot] = link;
  }

  flush(): void {
    for (const file of this.#files) file?.flush();
    this.nextFlushMs = Number.POSITIVE_INFINITY;
  }

  close(atMs: number): void {
    this.#stamp.set(atMs);
    for (const file of this.#files) file?.close(this.#stamp, 'the network was closed');
  }

  #hold(slot: number, from: number, to: number, bytes: number): void {
    this.#from[slot] = from;
    this.#to[slot] = to;
    this.#bytes[slot] = bytes;
    this.#copiedBy[slot] = NONE;
    this.#corruptedBy[slot] = NONE;
  }

  #lose(slot: number, atMs: number, comment: Int32Array | undefined): void {
    this.#stamp.set(atMs);
    this.#write(slot, this.#to[slot] ?? NONE, LOST, INBOUND, atMs, comment);
    this.#write(slot, this.#from[slot] ?? NONE, LOST, OUTBOUND, atMs, comment);
  }

  #write(
    slot: number,
    node: number,
    captureInterface: number,
    direction: number,
    atMs: number,
    comment?: Int32Array,
  ): void {
    const file = this.#files[node];
    if (file === undefined) return;
    const bytes = this.#bytes[slot] ?? 0;
    const kept = Math.min(bytes, this.#snapBytes);
    const copied = this.#copied[this.#copiedBy[slot] ?? NONE];
    const corrupted = this.#corrupted[this.#corruptedBy[slot] ?? NONE];
    const at = slot * this.#slotWords;
    file.append(captureInterface, this.#stamp, this.#words, at, kept, bytes, direction, copied, corrupted, comment);
    if (this.nextFlushMs === Number.POSITIVE_INFINITY) this.nextFlushMs = atMs + FLUSH_EVERY_MS;
  }
}
