import { DueHeap } from './due-heap.ts';
import { NO_SLOT } from './packet-pool.ts';

/**
 * Packets on their way, in strict order of the times at which they leave their links, and the links whose queues must be
 * served. Times are ms since the links' epoch.
 */
export class PacketsInFlight {
  readonly #capacity: number;
  /** Packets in a link that is not their last. Slot `capacity` + n stands for the n-th link, whose queue is to be served. */
  readonly #transit: DueHeap;
  /** Packets in their last link. */
  readonly #arriving: DueHeap;
  /** 1 for each link that is in #transit to be served. */
  readonly #scheduled: Uint8Array;
  /** Time of the last move taken: a field, since a returned time would be boxed for every packet. */
  movedAtMs = 0;

  /** `capacity`: maximum number of packets. */
  constructor(capacity: number, links: number) {
    this.#capacity = capacity;
    this.#transit = new DueHeap(capacity + links);
    this.#arriving = new DueHeap(capacity);
    this.#scheduled = new Uint8Array(links);
  }

  /** Number of packets that have left their links' queues. */
  get size(): number {
    const scheduled = this.#scheduled.reduce((sum, one) => sum + one, 0);
    return this.#transit.size - scheduled + this.#arriving.size;
  }

  /** Time at which the next packet changes links, or the next link is served; Infinity when there is none. */
  get nextMoveMs(): number {
    return this.#transit.firstDueMs;
  }

  /** Time at which the next packet leaves its last link; Infinity when there is none. */
  get nextArrivalMs(): number {
    return this.#arriving.firstDueMs;
  }

  place(slot: number, dueMs: number, isLast: boolean): void {
    (isLast ? this.#arriving : this.#transit).push(slot, dueMs);
  }

  /** Schedules service for a link in whose queue packets wait, unless it is scheduled already. */
  scheduleService(link: number, atMs: number): void {
    if (this.#scheduled[link] === 1 || atMs === Number.POSITIVE_INFINITY) return;
    this.#scheduled[link] = 1;
    this.#transit.push(this.#capacity + link, atMs);
  }

  hasMoveBy(nowMs: number): boolean {
    return this.#transit.isDueBy(nowMs);
  }

  /** Takes the next move: a packet's slot, or `capacity` + n for the n-th link, which is to be served. Its time is `movedAtMs`. */
  takeMove(): number {
    this.movedAtMs = this.#transit.firstDueMs;
    const slot = this.#transit.pop();
    if (slot >= this.#capacity) this.#scheduled[slot - this.#capacity] = 0;
    return slot;
  }

  /** Takes the next packet that has left its last link by `nowMs`; NO_SLOT if there is none. */
  takeArrived(nowMs: number): number {
    return this.#arriving.isDueBy(nowMs) ? this.#arriving.pop() : NO_SLOT;
  }
}
