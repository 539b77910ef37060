import type { Capacity } from './capacity.ts';

/** Capacity shifted in time: time 0 is the inner capacity's `byMs`. */
export class ShiftedCapacity implements Capacity {
  readonly #inner: Capacity;
  readonly #byMs: number;

  constructor(inner: Capacity, byMs: number) {
    this.#inner = inner;
    this.#byMs = byMs;
  }

  startMs(arrivedMs: number, freeMs: number): number {
    return this.#inner.startMs(arrivedMs + this.#byMs, freeMs + this.#byMs) - this.#byMs;
  }

  finishMs(startMs: number, bytes: number): number {
    return this.#inner.finishMs(startMs + this.#byMs, bytes) - this.#byMs;
  }

  rateBps(atMs: number): number {
    return this.#inner.rateBps(atMs + this.#byMs);
  }
}
