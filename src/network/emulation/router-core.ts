import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { Topology } from '../../model/scenario/network.ts';
import { COPIED, CORRUPTED, UNMARKED } from './impairments.ts';
import type { EmulatedLink } from './link.ts';
import { NO_HEADER, withMark } from './packet-header.ts';
import type { PacketEditor, PacketObserver } from './packet-observer.ts';
import { NO_SLOT, PacketPool } from './packet-pool.ts';
import { PacketsInFlight } from './packets-in-flight.ts';
import { LOST_QUEUE } from './queue/bottleneck.ts';
import { WAITS } from './queue/link-queue.ts';
import { RouteTable } from './route-table.ts';

/** Result when no packet is due, no slot is free, or no route exists. */
export const NONE = NO_SLOT;

export interface RouterCoreOptions {
  readonly editor?: PacketEditor;
  readonly observer?: PacketObserver;
  /** Weather time at the links' epoch; 0 by default. */
  readonly weatherMs?: number;
}

const NO_EDITOR: PacketEditor = { copy: () => {}, flipBit: () => {} };

/**
 * Emulates all links of a topology and the packets in flight in them, without clock or I/O. Packets are slot numbers of a
 * pool whose contents the caller holds. A packet that leaves one link enters the next AT THE TIME IT WAS DUE there, in
 * strict order of due time over all packets: however late the caller calls, lateness does not add up and the outcome is
 * the same.
 *
 * Life of a packet: reserve() -> offer() -> takeDue() -> release(). Times are ms since the links' epoch.
 */
export class RouterCore {
  readonly #routes: RouteTable;
  readonly #pool: PacketPool;
  readonly #editor: PacketEditor;
  readonly #observer: PacketObserver | undefined;
  readonly #inFlight: PacketsInFlight;
  #copiesLost = 0;

  /** `capacity`: maximum number of packets in flight at once. */
  constructor(topology: Topology, capacity: number, options: RouterCoreOptions = {}) {
    const { editor = NO_EDITOR, observer, weatherMs = 0 } = options;
    this.#routes = new RouteTable(topology, weatherMs, (link) => ({
      dropped: (slot, atMs) => this.#lose(slot, link, LOST_QUEUE, atMs),
      marked: (slot) => this.#mark(slot, link),
    }));
    this.#editor = editor;
    this.#observer = observer;
    this.#pool = new PacketPool(capacity);
    this.#inFlight = new PacketsInFlight(capacity, this.#routes.links.length);
  }

  /** Reserves a slot to read a packet into; NONE when the pool is exhausted. The caller must offer() or release() it. */
  reserve(): number {
    return this.#pool.reserve();
  }

  /** Returns the index of the route between two nodes (indices into topology.nodes), or NONE. */
  routeBetween(from: number, to: number): number {
    return this.#routes.between(from, to);
  }

  /**
   * Sends the packet in a reserved slot at `atMs`, which must not be less than in any earlier call. The slot of a packet
   * that is dropped, now or later, is released. `header`: what packHeader() made of it.
   */
  offer(slot: number, route: number, to: number, bytes: number, atMs: number, header = NO_HEADER): void {
    this.advance(atMs);
    const pool = this.#pool;
    pool.route[slot] = route;
    pool.to[slot] = to;
    pool.bytes[slot] = bytes;
    pool.hop[slot] = 0;
    pool.header[slot] = header;
    this.#enter(slot, atMs);
  }

  /** Moves every packet that has left a link by `nowMs` into its next link. */
  advance(nowMs: number): void {
    const inFlight = this.#inFlight;
    while (inFlight.hasMoveBy(nowMs)) {
      const slot = inFlight.takeMove();
      const dueMs = inFlight.movedAtMs;
      if (slot >= this.#pool.capacity) {
        this.#serve(slot - this.#pool.capacity, dueMs);
        continue;
      }
      this.#pool.hop[slot] = this.#pool.hopOf(slot) + 1;
      this.#enter(slot, dueMs);
    }
    for (const link of this.#routes.crossLinks) link.catchUp(nowMs);
  }

  /**
   * Returns the next packet that has arrived by `nowMs`, in order of arrival, or NONE. The caller owns its slot until
   * release().
   */
  takeDue(nowMs: number): number {
    this.advance(nowMs);
    return this.#inFlight.takeArrived(nowMs);
  }

  release(slot: number): void {
    this.#pool.release(slot);
  }

  /**
   * Lower bound of the next arrival among the packets in flight; Infinity when there are none. A move between links does not
   * need a wake-up of its own: a late move changes nothing as long as it happens before the next link's minimum delay is
   * over. That saves most wake-ups for moves.
   */
  get nextDueMs(): number {
    const { nextArrivalMs, nextMoveMs } = this.#inFlight;
    return Math.min(nextArrivalMs, nextMoveMs + this.#routes.leastLaterDelayMs);
  }

  /** Number of packets in all links together. */
  get inFlight(): number {
    return this.#routes.links.reduce((sum, link) => sum + link.waiting, this.#inFlight.size);
  }

  /** Returns when the packet reaches, or reached, the end of its current link. */
  dueMs(slot: number): number {
    return this.#pool.dueMs[slot] ?? 0;
  }

  /** Returns the packet's destination (an index into topology.nodes). */
  destination(slot: number): number {
    return this.#pool.to[slot] ?? 0;
  }

  byteLength(slot: number): number {
    return this.#pool.bytes[slot] ?? 0;
  }

  /** Moves weather time forward to `weatherMs` at `atMs`, which must not be less than in any earlier call. */
  setWeather(atMs: number, weatherMs: number): void {
    this.advance(atMs);
    for (const link of this.#routes.links) link.setWeather(atMs, weatherMs);
  }

  /** Returns each link's counts since the last call; `atMs` is the current time. */
  takeSecond(atMs = 0): LinkSecond[] {
    if (this.#routes.crossLinks.length > 0) this.advance(atMs);
    return this.#routes.links.map((link) => link.takeSecond(atMs));
  }

  /** Returns the number of copies that were not made for lack of a slot since the last call. */
  takeCopiesLost(): number {
    const lost = this.#copiesLost;
    this.#copiesLost = 0;
    return lost;
  }

  #enter(slot: number, atMs: number): void {
    const link = this.#routes.linkAt(this.#pool.routeOf(slot), this.#pool.hopOf(slot));
    if (link === undefined) {
      // A route without links delivers immediately.
      this.#place(slot, atMs, true);
      return;
    }
    const dueMs = link.admit(atMs, this.byteLength(slot), slot, this.#pool.headerOf(slot));
    if (link.marks !== UNMARKED) this.#applyMarks(link, slot, atMs);
    if (dueMs >= 0) this.#place(slot, dueMs, this.#isInLastLink(slot));
    else this.#handleCode(link, slot, dueMs, atMs);
  }

  /** Handles a negative result of admit(): the packet is lost, or waits in the queue of a link that must be served. */
  #handleCode(link: EmulatedLink, slot: number, code: number, atMs: number): void {
    if (code === WAITS) this.#scheduleService(link);
    else this.#lose(slot, this.#routes.indexOf(link), code, atMs);
  }

  #lose(slot: number, link: number, code: number, atMs: number): void {
    this.#observer?.dropped(slot, link, code, atMs);
    this.release(slot);
  }

  #mark(slot: number, link: number): void {
    this.#pool.header[slot] = withMark(this.#pool.headerOf(slot));
    this.#editor.mark?.(slot);
    this.#observer?.marked?.(slot, link);
  }

  #place(slot: number, dueMs: number, isLast: boolean): void {
    this.#pool.dueMs[slot] = dueMs;
    this.#inFlight.place(slot, dueMs, isLast);
  }

  #isInLastLink(slot: number): boolean {
    return this.#routes.isLast(this.#pool.routeOf(slot), this.#pool.hopOf(slot));
  }

  /** Schedules service for a link in whose queue packets wait. */
  #scheduleService(link: EmulatedLink): void {
    this.#inFlight.scheduleService(this.#routes.indexOf(link), link.serveAtMs);
  }

  #serve(index: number, atMs: number): void {
    const link = this.#routes.links[index];
    if (link === undefined) return;
    const slot = link.serve(atMs);
    if (slot !== NO_SLOT) this.#place(slot, link.servedDueMs, this.#isInLastLink(slot));
    this.#scheduleService(link);
  }

  /** Applies a link's marks. Copies first: the copy is of the packet as it was sent. */
  #applyMarks(link: EmulatedLink, slot: number, atMs: number): void {
    const { marks, corruptBit } = link;
    if ((marks & COPIED) !== 0) this.#copy(link, slot, atMs);
    if ((marks & CORRUPTED) !== 0) this.#corrupt(link, slot, corruptBit);
  }

  #corrupt(link: EmulatedLink, slot: number, bit: number): void {
    this.#editor.flipBit(slot, bit);
    this.#observer?.corrupted(slot, this.#routes.indexOf(link));
  }

  #copy(link: EmulatedLink, slot: number, atMs: number): void {
    const copy = this.#pool.copy(slot);
    if (copy === NO_SLOT) {
      this.#copiesLost++;
      return;
    }
    this.#editor.copy(slot, copy);
    this.#observer?.copied(slot, copy, this.#routes.indexOf(link));
    const dueMs = link.admitCopy(atMs, this.byteLength(copy), copy, this.#pool.headerOf(copy));
    if ((link.marks & CORRUPTED) !== 0) this.#corrupt(link, copy, link.corruptBit);
    if (dueMs >= 0) this.#place(copy, dueMs, this.#isInLastLink(copy));
    else this.#handleCode(link, copy, dueMs, atMs);
  }
}
