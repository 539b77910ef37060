import type { Capacity } from './capacity.ts';

/**
 * Capacity of a bottleneck limited by a second capacity, which is narrower at times. Packets leave as fast as both allow.
 */
export class CappedCapacity implements Capacity {
  readonly #own: Capacity;
  readonly #cap: Capacity;
  /** Time at which the bottleneck's own capacity alone would have sent everything. */
  #ownFreeMs = Number.NEGATIVE_INFINITY;

  constructor(own: Capacity, cap: Capacity) {
    this.#own = own;
    this.#cap = cap;
  }

  startMs(arrivedMs: number, freeMs: number): number {
    // While the cap holds packets up, they use none of what their own capacity offers: treat them as arriving only now.
    const effectiveArrivalMs = freeMs > this.#ownFreeMs ? Math.max(arrivedMs, freeMs) : arrivedMs;
    let startMs = Math.max(freeMs, this.#own.startMs(effectiveArrivalMs, freeMs));
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
