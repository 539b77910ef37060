import type { LinkSecond, Topology } from '../../model/scenario/network.ts';
import { DueHeap } from './due-heap.ts';
import { type EmulatedLink, WAITS } from './link.ts';
import { COPIED, CORRUPTED, UNMARKED } from './mishaps.ts';
import type { PacketHands, PacketObserver } from './packet-observer.ts';
import { NO_SLOT, PacketPool } from './packet-pool.ts';
import { LOST_QUEUE } from './queue/bottleneck.ts';
import { RouteTable } from './route-table.ts';

/** No packet is due, or no slot is free, or no route exists. */
export const NONE = NO_SLOT;

export interface RouterCoreOptions {
  readonly hands?: PacketHands;
  readonly observer?: PacketObserver;
  /** Weather time of the links' epoch, 0 unless given. */
  readonly weatherMs?: number;
}

const NO_HANDS: PacketHands = { copy: () => {}, flipBit: () => {} };

/**
 * All links of a topology and the packets under way in them: no clock, no I/O. Packets are slot numbers of a pool that the
 * caller keeps. A packet that is through one link enters the next AT THE TIME IT WAS DUE there, in strict order of due
 * time over all packets, so however late the caller comes, no lateness adds up and the outcome is the same.
 *
 * One packet's way: reserve() -> offer() -> takeDue() -> release(). Times are ms since the links' epoch.
 */
export class RouterCore {
  readonly #routes: RouteTable;
  readonly #pool: PacketPool;
  readonly #hands: PacketHands;
  readonly #observer: PacketObserver | undefined;
  /** Packets inside a link that is not their last, and as slot `capacity` + n the n-th link, whose queue is to be served. */
  readonly #transit: DueHeap;
  /** Packets inside their last link. */
  readonly #arriving: DueHeap;
  /** By link: 1 when it is in #transit to be served. */
  readonly #summoned: Uint8Array;
  /** The link that is being served, and since when: of packets that CoDel drops. */
  #served = 0;
  #servedAtMs = 0;
  readonly #drop = (slot: number): void => this.#lose(slot, this.#served, LOST_QUEUE, this.#servedAtMs);
  #copiesLost = 0;

  /** `capacity`: most packets under way at once. */
  constructor(topology: Topology, capacity: number, options: RouterCoreOptions = {}) {
    const { hands = NO_HANDS, observer, weatherMs = 0 } = options;
    this.#routes = new RouteTable(topology, weatherMs);
    this.#hands = hands;
    this.#observer = observer;
    this.#pool = new PacketPool(capacity);
    this.#transit = new DueHeap(capacity + this.#routes.links.length);
    this.#summoned = new Uint8Array(this.#routes.links.length);
    this.#arriving = new DueHeap(capacity);
  }

  /** A slot for a packet to be read into, or NONE when the pool is exhausted. To be offered or released. */
  reserve(): number {
    return this.#pool.reserve();
  }

  /** Index of the route between two nodes (their places in topology.nodes), or NONE. */
  routeBetween(from: number, to: number): number {
    return this.#routes.between(from, to);
  }

  /**
   * The packet in a reserved slot sets out at `atMs`, which must not be less than in any call before. A slot whose packet
   * is dropped, here or further on, is free again.
   */
  offer(slot: number, route: number, to: number, bytes: number, atMs: number): void {
    this.advance(atMs);
    const pool = this.#pool;
    pool.route[slot] = route;
    pool.to[slot] = to;
    pool.bytes[slot] = bytes;
    pool.hop[slot] = 0;
    this.#enter(slot, atMs);
  }

  /** Hands on every packet that by `nowMs` is through a link that is not its last. */
  advance(nowMs: number): void {
    const transit = this.#transit;
    while (transit.isDueBy(nowMs)) {
      const dueMs = transit.firstDueMs;
      const slot = transit.pop();
      if (slot >= this.#pool.capacity) {
        this.#serve(slot - this.#pool.capacity, dueMs);
        continue;
      }
      this.#pool.hop[slot] = this.#hopOf(slot) + 1;
      this.#enter(slot, dueMs);
    }
  }

  /** Next packet that has arrived by `nowMs`, in order of arrival, or NONE. Its slot is the caller's until release(). */
  takeDue(nowMs: number): number {
    this.advance(nowMs);
    return this.#arriving.isDueBy(nowMs) ? this.#arriving.pop() : NONE;
  }

  release(slot: number): void {
    this.#pool.release(slot);
  }

  /**
   * Before this no packet arrives, of those under way now; Infinity when there is none. Between links nobody needs to
   * look: being handed on late changes nothing as long as it is before the next link's least delay is over. That spares
   * most wake-ups for handing on.
   */
  get nextDueMs(): number {
    return Math.min(this.#arriving.firstDueMs, this.#transit.firstDueMs + this.#routes.leastLaterDelayMs);
  }

  /** Packets in all links together. */
  get underWay(): number {
    const waiting = this.#routes.links.reduce((sum, link) => sum + link.waiting, 0);
    const summoned = this.#summoned.reduce((sum, one) => sum + one, 0);
    return this.#transit.size - summoned + waiting + this.#arriving.size;
  }

  /** When the packet arrives, or arrived, at the end of its current link. */
  dueMs(slot: number): number {
    return this.#pool.dueMs[slot] ?? 0;
  }

  /** Node (its place in topology.nodes) the packet is for. */
  destination(slot: number): number {
    return this.#pool.to[slot] ?? 0;
  }

  byteLength(slot: number): number {
    return this.#pool.bytes[slot] ?? 0;
  }

  /** At `atMs`, which must not be less than in any call before, weather time jumps forward to `weatherMs`. */
  setWeather(atMs: number, weatherMs: number): void {
    this.advance(atMs);
    for (const link of this.#routes.links) link.setWeather(atMs, weatherMs);
  }

  /** What every link did since the last call; `atMs` is now. */
  takeSecond(atMs = 0): LinkSecond[] {
    return this.#routes.links.map((link) => link.takeSecond(atMs));
  }

  /** Copies not made for lack of a slot since the last call. */
  takeCopiesLost(): number {
    const lost = this.#copiesLost;
    this.#copiesLost = 0;
    return lost;
  }

  #hopOf(slot: number): number {
    return this.#pool.hop[slot] ?? 0;
  }

  #routeOf(slot: number): number {
    return this.#pool.route[slot] ?? 0;
  }

  #enter(slot: number, atMs: number): void {
    const link = this.#routes.linkAt(this.#routeOf(slot), this.#hopOf(slot));
    if (link === undefined) {
      // A route without links delivers at once.
      this.#place(slot, atMs, true);
      return;
    }
    const dueMs = link.admit(atMs, this.byteLength(slot), slot);
    if (link.marks !== UNMARKED) this.#mark(link, slot, atMs);
    if (dueMs >= 0) this.#place(slot, dueMs, this.#isInLastLink(slot));
    else this.#refuse(link, slot, dueMs, atMs);
  }

  /** The packet is lost, or in the queue of a link that has to be served. */
  #refuse(link: EmulatedLink, slot: number, code: number, atMs: number): void {
    if (code === WAITS) this.#summon(link);
    else this.#lose(slot, this.#routes.placeOf(link), code, atMs);
  }

  #lose(slot: number, link: number, code: number, atMs: number): void {
    this.#observer?.dropped(slot, link, code, atMs);
    this.release(slot);
  }

  #place(slot: number, dueMs: number, isLast: boolean): void {
    this.#pool.dueMs[slot] = dueMs;
    (isLast ? this.#arriving : this.#transit).push(slot, dueMs);
  }

  #isInLastLink(slot: number): boolean {
    return this.#routes.isLast(this.#routeOf(slot), this.#hopOf(slot));
  }

  /** Sees to it that a link in whose queue packets wait is served in time. */
  #summon(link: EmulatedLink): void {
    const index = this.#routes.placeOf(link);
    const serveAtMs = link.serveAtMs;
    if (this.#summoned[index] === 1 || serveAtMs === Number.POSITIVE_INFINITY) return;
    this.#summoned[index] = 1;
    this.#transit.push(this.#pool.capacity + index, serveAtMs);
  }

  #serve(index: number, atMs: number): void {
    const link = this.#routes.links[index];
    if (link === undefined) return;
    this.#summoned[index] = 0;
    this.#served = index;
    this.#servedAtMs = atMs;
    const slot = link.serve(atMs, this.#drop);
    this.#place(slot, link.servedDueMs, this.#isInLastLink(slot));
    this.#summon(link);
  }

  /** Copies before it corrupts: the copy is of what was sent. */
  #mark(link: EmulatedLink, slot: number, atMs: number): void {
    const { marks, corruptBit } = link;
    if ((marks & COPIED) !== 0) this.#copy(link, slot, atMs);
    if ((marks & CORRUPTED) !== 0) this.#corrupt(link, slot, corruptBit);
  }

  #corrupt(link: EmulatedLink, slot: number, bit: number): void {
    this.#hands.flipBit(slot, bit);
    this.#observer?.corrupted(slot, this.#routes.placeOf(link));
  }

  #copy(link: EmulatedLink, slot: number, atMs: number): void {
    const copy = this.#pool.copy(slot);
    if (copy === NO_SLOT) {
      this.#copiesLost++;
      return;
    }
    this.#hands.copy(slot, copy);
    this.#observer?.copied(slot, copy, this.#routes.placeOf(link));
    const dueMs = link.admitCopy(atMs, this.byteLength(copy), copy);
    if ((link.marks & CORRUPTED) !== 0) this.#corrupt(link, copy, link.corruptBit);
    if (dueMs >= 0) this.#place(copy, dueMs, this.#isInLastLink(copy));
    else this.#refuse(link, copy, dueMs, atMs);
  }
}
