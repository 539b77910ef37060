import type { LinkSecond, Topology } from '../model/network.ts';
import { DueHeap } from './due-heap.ts';
import { EmulatedLink, WAITS } from './link.ts';
import { COPIED, CORRUPTED, UNMARKED } from './mishaps.ts';

/** No packet is due, or no slot is free, or no route exists. */
export const NONE = -1;

/** What the core cannot do itself, since it does not see packets. Called only on links that duplicate or corrupt. */
export interface PacketHands {
  /** Copies the packet in one slot to another. */
  copy(from: number, to: number): void;
  /** Flips a bit of the packet in a slot, counted from its first byte's lowest. */
  flipBit(slot: number, bit: number): void;
}

export interface RouterCoreOptions {
  readonly hands?: PacketHands;
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
  readonly #links: readonly EmulatedLink[];
  readonly #routes: readonly (readonly EmulatedLink[])[];
  /** [from * nodes + to] -> index into #routes. */
  readonly #routeTable: Int16Array;
  readonly #nodes: number;

  readonly #free: Int32Array;
  #freeCount: number;
  readonly #bytes: Uint16Array;
  readonly #route: Int16Array;
  readonly #hop: Uint8Array;
  readonly #to: Uint16Array;
  readonly #due: Float64Array;
  readonly #hands: PacketHands;
  /** Least delay of all links that something in #transit may still have to pass. */
  readonly #leastLaterDelayMs: number;
  /** Packets inside a link that is not their last, and as slot `capacity` + n the n-th link, whose queue is to be served. */
  readonly #transit: DueHeap;
  /** Packets inside their last link. */
  readonly #arriving: DueHeap;
  readonly #indexOf: ReadonlyMap<EmulatedLink, number>;
  /** By link: 1 when it is in #transit to be served. */
  readonly #summoned: Uint8Array;
  readonly #drop = (slot: number): void => this.release(slot);
  #copiesLost = 0;

  /** `capacity`: most packets under way at once. */
  constructor(topology: Topology, capacity: number, { hands = NO_HANDS, weatherMs = 0 }: RouterCoreOptions = {}) {
    const linkOptions = { weatherMs, traces: topology.traces ?? {} };
    const byId = new Map(topology.links.map((link) => [link.id, new EmulatedLink(link, linkOptions)]));
    this.#links = [...byId.values()];
    this.#indexOf = new Map(this.#links.map((link, index) => [link, index]));
    this.#hands = hands;
    this.#nodes = topology.nodes.length;
    this.#routeTable = new Int16Array(this.#nodes ** 2).fill(NONE);
    const nodeIndex = new Map(topology.nodes.map((node, index) => [node.id, index]));
    this.#routes = topology.routes.map((route, index) => {
      const from = known(nodeIndex.get(route.from), route.from);
      const to = known(nodeIndex.get(route.to), route.to);
      this.#routeTable[from * this.#nodes + to] = index;
      return route.links.map((id) => known(byId.get(id), id));
    });
    const queueing = topology.links
      .filter(({ profile }) => profile.discipline === 'codel')
      .map(({ id }) => known(byId.get(id), id));
    const laterLinks = [...this.#routes.flatMap((links) => links.slice(1)), ...queueing];
    this.#leastLaterDelayMs = Math.min(...laterLinks.map(({ leastDelayMs }) => leastDelayMs), Number.MAX_VALUE);
    this.#free = Int32Array.from({ length: capacity }, (_, index) => capacity - 1 - index);
    this.#freeCount = capacity;
    this.#bytes = new Uint16Array(capacity);
    this.#route = new Int16Array(capacity);
    this.#hop = new Uint8Array(capacity);
    this.#to = new Uint16Array(capacity);
    this.#due = new Float64Array(capacity);
    this.#transit = new DueHeap(capacity + this.#links.length);
    this.#summoned = new Uint8Array(this.#links.length);
    this.#arriving = new DueHeap(capacity);
  }

  /** A slot for a packet to be read into, or NONE when the pool is exhausted. To be offered or released. */
  reserve(): number {
    return this.#freeCount === 0 ? NONE : (this.#free[--this.#freeCount] ?? NONE);
  }

  /** Index of the route between two nodes (their places in topology.nodes), or NONE. */
  routeBetween(from: number, to: number): number {
    return this.#routeTable[from * this.#nodes + to] ?? NONE;
  }

  /**
   * The packet in a reserved slot sets out at `atMs`, which must not be less than in any call before. A slot whose packet
   * is dropped, here or further on, is free again.
   */
  offer(slot: number, route: number, to: number, bytes: number, atMs: number): void {
    this.advance(atMs);
    this.#route[slot] = route;
    this.#to[slot] = to;
    this.#bytes[slot] = bytes;
    this.#hop[slot] = 0;
    this.#enter(slot, atMs);
  }

  /** Hands on every packet that by `nowMs` is through a link that is not its last. */
  advance(nowMs: number): void {
    const transit = this.#transit;
    while (transit.firstDueMs <= nowMs) {
      const dueMs = transit.firstDueMs;
      const slot = transit.pop();
      if (slot >= this.#due.length) {
        this.#serve(slot - this.#due.length, dueMs);
        continue;
      }
      this.#hop[slot] = this.#hopOf(slot) + 1;
      this.#enter(slot, dueMs);
    }
  }

  /** Next packet that has arrived by `nowMs`, in order of arrival, or NONE. Its slot is the caller's until release(). */
  takeDue(nowMs: number): number {
    this.advance(nowMs);
    return this.#arriving.firstDueMs <= nowMs ? this.#arriving.pop() : NONE;
  }

  release(slot: number): void {
    this.#free[this.#freeCount++] = slot;
  }

  /**
   * Before this no packet arrives, of those under way now; Infinity when there is none. Between links nobody needs to
   * look: being handed on late changes nothing as long as it is before the next link's least delay is over. That spares
   * most wake-ups for handing on.
   */
  get nextDueMs(): number {
    return Math.min(this.#arriving.firstDueMs, this.#transit.firstDueMs + this.#leastLaterDelayMs);
  }

  /** Packets in all links together. */
  get underWay(): number {
    const waiting = this.#links.reduce((sum, link) => sum + link.waiting, 0);
    const summoned = this.#summoned.reduce((sum, one) => sum + one, 0);
    return this.#transit.size - summoned + waiting + this.#arriving.size;
  }

  /** When the packet arrives, or arrived, at the end of its current link. */
  dueMs(slot: number): number {
    return this.#due[slot] ?? 0;
  }

  /** Node (its place in topology.nodes) the packet is for. */
  destination(slot: number): number {
    return this.#to[slot] ?? 0;
  }

  byteLength(slot: number): number {
    return this.#bytes[slot] ?? 0;
  }

  /** At `atMs`, which must not be less than in any call before, weather time jumps forward to `weatherMs`. */
  setWeather(atMs: number, weatherMs: number): void {
    this.advance(atMs);
    for (const link of this.#links) link.setWeather(atMs, weatherMs);
  }

  /** What every link did since the last call; `atMs` is now. */
  takeSecond(atMs = 0): LinkSecond[] {
    return this.#links.map((link) => link.takeSecond(atMs));
  }

  /** Copies not made for lack of a slot since the last call. */
  takeCopiesLost(): number {
    const lost = this.#copiesLost;
    this.#copiesLost = 0;
    return lost;
  }

  #hopOf(slot: number): number {
    return this.#hop[slot] ?? 0;
  }

  #linkOf(slot: number): EmulatedLink | undefined {
    return this.#routes[this.#route[slot] ?? 0]?.[this.#hopOf(slot)];
  }

  #enter(slot: number, atMs: number): void {
    const link = this.#linkOf(slot);
    if (link === undefined) {
      // A route without links delivers at once.
      this.#place(slot, atMs);
      return;
    }
    const dueMs = link.admit(atMs, this.byteLength(slot), slot);
    if (link.marks !== UNMARKED) this.#mark(link, slot, atMs);
    this.#settle(link, slot, dueMs);
  }

  /** Does with a packet what its link has decided. */
  #settle(link: EmulatedLink, slot: number, dueMs: number): void {
    if (dueMs >= 0) this.#place(slot, dueMs);
    else if (dueMs === WAITS) this.#summon(link);
    else this.release(slot);
  }

  #place(slot: number, dueMs: number): void {
    this.#due[slot] = dueMs;
    const isLast = this.#hopOf(slot) >= (this.#routes[this.#route[slot] ?? 0]?.length ?? 0) - 1;
    (isLast ? this.#arriving : this.#transit).push(slot, dueMs);
  }

  /** Sees to it that a link in whose queue packets wait is served in time. */
  #summon(link: EmulatedLink): void {
    const index = this.#indexOf.get(link) ?? 0;
    const serveAtMs = link.serveAtMs;
    if (this.#summoned[index] === 1 || serveAtMs === Number.POSITIVE_INFINITY) return;
    this.#summoned[index] = 1;
    this.#transit.push(this.#due.length + index, serveAtMs);
  }

  #serve(index: number, atMs: number): void {
    const link = this.#links[index];
    if (link === undefined) return;
    this.#summoned[index] = 0;
    const slot = link.serve(atMs, this.#drop);
    this.#place(slot, link.servedDueMs);
    this.#summon(link);
  }

  /** Copies before it corrupts: the copy is of what was sent. */
  #mark(link: EmulatedLink, slot: number, atMs: number): void {
    const { marks, corruptBit } = link;
    if ((marks & COPIED) !== 0) this.#copy(link, slot, atMs);
    if ((marks & CORRUPTED) !== 0) this.#hands.flipBit(slot, corruptBit);
  }

  #copy(link: EmulatedLink, slot: number, atMs: number): void {
    const copy = this.reserve();
    if (copy === NONE) {
      this.#copiesLost++;
      return;
    }
    this.#route[copy] = this.#route[slot] ?? 0;
    this.#to[copy] = this.destination(slot);
    this.#bytes[copy] = this.byteLength(slot);
    this.#hop[copy] = this.#hopOf(slot);
    this.#hands.copy(slot, copy);
    const dueMs = link.admitCopy(atMs, this.byteLength(copy), copy);
    if ((link.marks & CORRUPTED) !== 0) this.#hands.flipBit(copy, link.corruptBit);
    this.#settle(link, copy, dueMs);
  }
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`a route names ${name}, which the topology does not have`);
  return value;
}
