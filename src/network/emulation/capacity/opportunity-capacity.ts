import { OPPORTUNITY_BYTES } from '../../../model/scenario/mean-rate.ts';
import type { Capacity } from './capacity.ts';
import { lastAtOrBefore } from './last-at-or-before.ts';

const BITS_PER_BYTE = 8;
const MS_PER_SECOND = 1000;

/**
 * mahimahi's link (src/frontend/link_queue.cc): up to 1504 bytes leave at each of the trace's times; what is not used then
 * is lost; a packet may need several, and several small ones may share one. A packet that comes at the very time of an
 * opportunity is too late for it. The trace begins again when its last time is over.
 */
export class OpportunityCapacity implements Capacity {
  readonly #atMs: Float64Array;
  readonly #periodMs: number;
  /** The opportunity in use: which round of the trace, which of its times, and what it still carries. */
  #round = 0;
  #place = 0;
  #bytesLeft = 0;
  #nowMs = Number.NEGATIVE_INFINITY;

  /** `atMs` do not descend, and end at most at `periodMs`. */
  constructor(atMs: readonly number[], periodMs: number) {
    this.#atMs = Float64Array.from(atMs);
    this.#periodMs = periodMs;
  }

  startMs(arrivedMs: number, freeMs: number): number {
    // After a jump in weather time the packets before are not gone yet, though their opportunity is long over.
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
    this.#place++;
    if (this.#place === this.#atMs.length) {
      this.#place = 0;
      this.#round++;
    }
    this.#use();
  }

  #use(): void {
    this.#bytesLeft = OPPORTUNITY_BYTES;
    this.#nowMs = this.#round * this.#periodMs + (this.#atMs[this.#place] ?? 0);
  }

  /** The first opportunity after `atMs`. */
  #seekAfter(atMs: number): void {
    const round = Math.floor(atMs / this.#periodMs);
    // A step back makes up for rounding, and for a time of 0, which is the period's end as well.
    this.#round = round - 1;
    this.#place = this.#atMs.length - 1;
    this.#use();
    if (this.#nowMs <= atMs) {
      this.#round = round;
      this.#place = Math.max(0, lastAtOrBefore(this.#atMs, atMs - round * this.#periodMs) - 1);
      this.#use();
    }
    while (this.#nowMs <= atMs) this.#next();
  }

  /** Opportunities of all rounds that are over by `atMs`; before 0 the count is negative. */
  #countUntil(atMs: number): number {
    const round = Math.floor(atMs / this.#periodMs);
    const withinMs = atMs - round * this.#periodMs;
    const place = lastAtOrBefore(this.#atMs, withinMs);
    return round * this.#atMs.length + ((this.#atMs[place] ?? 0) <= withinMs ? place + 1 : 0);
  }
}
