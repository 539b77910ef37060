import type { LinkSecond, Topology } from '../model/network.ts';
import { DueHeap } from './due-heap.ts';
import { EmulatedLink } from './link.ts';

/** No packet is due, or no slot is free, or no route exists. */
export const NONE = -1;

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
  /** Least delay of all links that are not the first of a route. */
  readonly #leastLaterDelayMs: number;
  /** Packets inside a link that is not their last. */
  readonly #transit: DueHeap;
  /** Packets inside their last link. */
  readonly #arriving: DueHeap;

  /** `capacity`: most packets under way at once. */
  constructor(topology: Topology, capacity: number) {
    const byId = new Map(topology.links.map((link) => [link.id, new EmulatedLink(link)]));
    this.#links = [...byId.values()];
    this.#nodes = topology.nodes.length;
    this.#routeTable = new Int16Array(this.#nodes ** 2).fill(NONE);
    const nodeIndex = new Map(topology.nodes.map((node, index) => [node.id, index]));
    this.#routes = topology.routes.map((route, index) => {
      const from = known(nodeIndex.get(route.from), route.from);
      const to = known(nodeIndex.get(route.to), route.to);
      this.#routeTable[from * this.#nodes + to] = index;
      return route.links.map((id) => known(byId.get(id), id));
    });
    const laterLinks = this.#routes.flatMap((links) => links.slice(1));
    this.#leastLaterDelayMs = Math.min(...laterLinks.map(({ leastDelayMs }) => leastDelayMs), Number.MAX_VALUE);
    this.#free = Int32Array.from({ length: capacity }, (_, index) => capacity - 1 - index);
    this.#freeCount = capacity;
    this.#bytes = new Uint16Array(capacity);
    this.#route = new Int16Array(capacity);
    this.#hop = new Uint8Array(capacity);
    this.#to = new Uint16Array(capacity);
    this.#due = new Float64Array(capacity);
    this.#transit = new DueHeap(capacity);
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
      const slot = transit.pop();
      this.#hop[slot] = this.#hopOf(slot) + 1;
      this.#enter(slot, this.dueMs(slot));
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
    return this.#transit.size + this.#arriving.size;
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

  /** What every link did since the last call. */
  takeSecond(): LinkSecond[] {
    return this.#links.map((link) => link.takeSecond());
  }

  #hopOf(slot: number): number {
    return this.#hop[slot] ?? 0;
  }

  #enter(slot: number, atMs: number): void {
    const links = this.#routes[this.#route[slot] ?? 0];
    const hop = this.#hopOf(slot);
    const link = links?.[hop];
    // A route without links delivers at once.
    const dueMs = link === undefined ? atMs : link.admit(atMs, this.byteLength(slot));
    if (dueMs < 0) {
      this.release(slot);
      return;
    }
    this.#due[slot] = dueMs;
    const isLast = links === undefined || hop >= links.length - 1;
    (isLast ? this.#arriving : this.#transit).push(slot, dueMs);
  }
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`a route names ${name}, which the topology does not have`);
  return value;
}
