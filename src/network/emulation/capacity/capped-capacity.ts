import type { Capacity } from './capacity.ts';

/** A bottleneck's own capacity, and for some times another that is narrower: packets go as fast as both let them. */
export class CappedCapacity implements Capacity {
  readonly #own: Capacity;
  readonly #cap: Capacity;
  /** When its own capacity alone would have sent all. */
  #ownFreeMs = Number.NEGATIVE_INFINITY;

  constructor(own: Capacity, cap: Capacity) {
    this.#own = own;
    this.#cap = cap;
  }

  startMs(arrivedMs: number, freeMs: number): number {
    // Held up by the cap, packets use none of what its own capacity offered meanwhile: as if they came only now.
    const cameMs = freeMs > this.#ownFreeMs ? Math.max(arrivedMs, freeMs) : arrivedMs;
    let startMs = Math.max(freeMs, this.#own.startMs(cameMs, freeMs));
    for (;;) {
      const openMs = this.#cap.startMs(startMs, startMs);
      if (openMs <= startMs) return startMs;
      startMs = Math.max(openMs, this.#own.startMs(openMs, openMs));
    }
  }

  finishMs(startMs: number, bytes: number): number {
    this.#ownFreeMs = this.#own.finishMs(startMs, bytes);
    return Math.max(this.#ownFreeMs, this.#cap.finishMs(startMs, bytes));
  }

  rateBps(atMs: number): number {
    return Math.min(this.#own.rateBps(atMs), this.#cap.rateBps(atMs));
  }
}
