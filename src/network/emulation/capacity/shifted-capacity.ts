import type { Capacity } from './capacity.ts';

/** A course that begins somewhere else than at its beginning: time 0 is its `byMs`. */
export class ShiftedCapacity implements Capacity {
  readonly #course: Capacity;
  readonly #byMs: number;

  constructor(course: Capacity, byMs: number) {
    this.#course = course;
    this.#byMs = byMs;
  }

  startMs(arrivedMs: number, freeMs: number): number {
    return this.#course.startMs(arrivedMs + this.#byMs, freeMs + this.#byMs) - this.#byMs;
  }

  finishMs(startMs: number, bytes: number): number {
    return this.#course.finishMs(startMs + this.#byMs, bytes) - this.#byMs;
  }

  rateBps(atMs: number): number {
    return this.#course.rateBps(atMs + this.#byMs);
  }
}
