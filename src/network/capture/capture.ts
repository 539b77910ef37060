import type { Topology } from '../../model/scenario/network.ts';
import type { PacketObserver } from '../emulation/packet-observer.ts';
import { LOST_QUEUE } from '../emulation/queue/bottleneck.ts';
import { NONE } from '../emulation/router-core.ts';
import { LOST_BLACKOUT, LOST_BURST, LOST_RANDOM } from '../emulation/weather.ts';
import type { CaptureFile } from './capture-file.ts';
import { AT_HOST, AT_OTHER_END, LOST } from './captured-hosts.ts';
import { commentWords, INBOUND, OUTBOUND } from './pcapng.ts';
import type { WallStamp } from './wall-stamp.ts';

const WORD_BYTES = 4;
/** How long what was captured may wait for the disk. */
export const FLUSH_EVERY_MS = 100;

/** Why a link drops, in words: the codes are RouterCore's. */
const CAUSES: ReadonlyMap<number, string> = new Map([
  [LOST_RANDOM, 'random loss'],
  [LOST_BURST, 'burst loss'],
  [LOST_QUEUE, 'queue'],
  [LOST_BLACKOUT, 'blackout'],
]);

/** Why a packet is lost for which no link is to blame. */
const UNASKED = {
  unroutable: 'no route from here to there',
  full: 'more packets under way than the router holds',
  refused: 'the receiving device refused it',
} as const;

export type Unasked = keyof typeof UNASKED;

/** Where packets lie: one slot after the other from the buffer's beginning. */
export interface PacketMemory {
  readonly buffer: Buffer;
  readonly slotBytes: number;
  readonly slots: number;
}

/**
 * Writes what happens to packets into the captures of the hosts they are from and for (undefined: host without one). A
 * packet is written where it sets out and again where it arrives, with what befell it on the way, or else as lost.
 */
export class Capture implements PacketObserver {
  /** By node. */
  readonly #files: readonly (CaptureFile | undefined)[];
  readonly #stamp: WallStamp;
  readonly #words: Int32Array;
  readonly #slotWords: number;
  readonly #snapBytes: number;
  readonly #from: Int16Array;
  readonly #to: Int16Array;
  readonly #bytes: Uint16Array;
  /** Links by whom; NONE. */
  readonly #copiedBy: Int16Array;
  readonly #corruptedBy: Int16Array;
  /** By link: comments. */
  readonly #copied: readonly Int32Array[];
  readonly #corrupted: readonly Int32Array[];
  readonly #dropped: ReadonlyMap<number, readonly Int32Array[]>;
  readonly #unasked: Readonly<Record<Unasked, Int32Array>>;
  /** When flush() is to be called next; Infinity when there is nothing to flush. */
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
    const say = (text: (link: string) => string) => topology.links.map(({ id }) => commentWords(text(id)));
    this.#copied = say((link) => `copied by ${link}: this is the copy`);
    this.#corrupted = say((link) => `corrupted by ${link}: one bit flipped`);
    this.#dropped = new Map([...CAUSES].map(([code, cause]) => [code, say((link) => `dropped by ${link}: ${cause}`)]));
    const router = (unasked: Unasked) => commentWords(`dropped by the router: ${UNASKED[unasked]}`);
    this.#unasked = { unroutable: router('unroutable'), full: router('full'), refused: router('refused') };
  }

  /** The packet in the slot sets out; `to` is NONE if nobody knows. */
  setOut(slot: number, from: number, to: number, bytes: number, atMs: number): void {
    this.#from[slot] = from;
    this.#to[slot] = to;
    this.#bytes[slot] = bytes;
    this.#copiedBy[slot] = NONE;
    this.#corruptedBy[slot] = NONE;
    this.#stamp.set(atMs);
    this.#write(slot, from, AT_HOST, OUTBOUND, atMs);
    this.#write(slot, to, AT_OTHER_END, OUTBOUND, atMs);
  }

  arrived(slot: number, atMs: number): void {
    this.#stamp.set(atMs);
    this.#write(slot, this.#to[slot] ?? NONE, AT_HOST, INBOUND, atMs);
    this.#write(slot, this.#from[slot] ?? NONE, AT_OTHER_END, INBOUND, atMs);
  }

  dropped(slot: number, link: number, code: number, atMs: number): void {
    this.#lose(slot, atMs, this.#dropped.get(code)?.[link]);
  }

  /** Lost, and no link to blame. */
  discarded(slot: number, why: Unasked, atMs: number): void {
    this.#lose(slot, atMs, this.#unasked[why]);
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

  #lose(slot: number, atMs: number, why: Int32Array | undefined): void {
    this.#stamp.set(atMs);
    this.#write(slot, this.#to[slot] ?? NONE, LOST, INBOUND, atMs, why);
    this.#write(slot, this.#from[slot] ?? NONE, LOST, OUTBOUND, atMs, why);
  }

  #write(slot: number, node: number, on: number, direction: number, atMs: number, why?: Int32Array): void {
    const file = this.#files[node];
    if (file === undefined) return;
    const bytes = this.#bytes[slot] ?? 0;
    const kept = Math.min(bytes, this.#snapBytes);
    const copied = this.#copied[this.#copiedBy[slot] ?? NONE];
    const corrupted = this.#corrupted[this.#corruptedBy[slot] ?? NONE];
    const at = slot * this.#slotWords;
    file.append(on, this.#stamp, this.#words, at, kept, bytes, direction, copied, corrupted, why);
    if (this.nextFlushMs === Number.POSITIVE_INFINITY) this.nextFlushMs = atMs + FLUSH_EVERY_MS;
  }
}
