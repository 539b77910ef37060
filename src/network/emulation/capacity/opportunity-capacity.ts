import { OPPORTUNITY_BYTES } from '../../../model/scenario/mean-rate.ts';
import { BITS_PER_BYTE, MS_PER_SECOND } from '../../../model/units.ts';
import type { Capacity } from './capacity.ts';
import { lastAtOrBefore } from './last-at-or-before.ts';

/**
 * Link of mahimahi (src/frontend/link_queue.cc): up to 1504 bytes leave at each of the trace's times, and unused bytes are
 * lost. A packet may need several opportunities, and several small packets may share one. A packet that arrives exactly at
 * an opportunity is too late for it. The trace repeats after its last time.
 */
export class OpportunityCapacity implements Capacity {
  readonly #atMs: Float64Array;
  readonly #periodMs: number;
  /** Opportunity in use: round of the trace, index of its time, bytes it can still carry, and its weather time. */
  #round = 0;
  #index = 0;
  #bytesLeft = 0;
  #nowMs = Number.NEGATIVE_INFINITY;

  /** `atMs` must not descend or exceed `periodMs`. */
  constructor(atMs: readonly number[], periodMs: number) {
    this.#atMs = Float64Array.from(atMs);
    this.#periodMs = periodMs;
  }

  startMs(arrivedMs: number, freeMs: number): number {
    // After a jump in weather time, earlier packets have not left yet although their opportunity is long over.
    if (this.#nowMs <= arrivedMs) this.#seekAfter(Math.max(arrivedMs, freeMs));
    else if (this.#bytesLeft === 0) this.#next();
    return this.#nowMs;
  }

  finishMs(_startMs: number, bytes: number): number {
    let left = bytes;
    while (left > this.#bytesLeft) {
      left -= this.#bytesLeft;
      this.#next();
    }
    this.#bytesLeft -= left;
    return this.#nowMs;
  }

  rateBps(atMs: number): number {
    const opportunities = this.#countUntil(atMs) - this.#countUntil(atMs - MS_PER_SECOND);
    return opportunities * OPPORTUNITY_BYTES * BITS_PER_BYTE;
  }

  #next(): void {
    this.#index++;
    if (this.#index === this.#atMs.length) {
      this.#index = 0;
      this.#round++;
    }
    this.#use();
  }

  #use(): void {
    this.#bytesLeft = OPPORTUNITY_BYTES;
    this.#nowMs = this.#round * this.#periodMs + (this.#atMs[this.#index] ?? 0);
  }

  /** Moves to the first opportunity after `atMs`. */
  #seekAfter(atMs: number): void {
    const round = Math.floor(atMs / this.#periodMs);
    // One step back compensates for rounding, and for a time of 0, which is also the end of the period before.
    this.#round = round - 1;
    this.#index = this.#atMs.length - 1;
    this.#use();
    if (this.#nowMs <= atMs) {
      this.#round = round;
      this.#index = Math.max(0, lastAtOrBefore(this.#atMs, atMs - round * this.#periodMs) - 1);
      this.#use();
    }
    while (this.#nowMs <= atMs) this.#next();
  }

  /** Counts the opportunities of all rounds up to `atMs`; negative for times before 0. */
  #countUntil(atMs: number): number {
    const round = Math.floor(atMs / this.#periodMs);
    const withinMs = atMs - round * this.#periodMs;
    const index = lastAtOrBefore(this.#atMs, withinMs);
    return round * this.#atMs.length + ((this.#atMs[index] ?? 0) <= withinMs ? index + 1 : 0);
  }
}
