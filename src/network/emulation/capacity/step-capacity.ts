import type { RateStep } from '../../../model/scenario/network.ts';
import type { Capacity } from './capacity.ts';
import { lastAtOrBefore } from './last-at-or-before.ts';

const BITS_PER_BYTE = 8;
const MS_PER_SECOND = 1000;

/** A rate that changes at given times, once or over and over again. A rate of 0 sends nothing while it lasts. */
export class StepCapacity implements Capacity {
  /** Before the first step; with steps that repeat, before 0. */
  readonly #bytesPerMsBefore: number;
  readonly #atMs: Float64Array;
  readonly #bytesPerMs: Float64Array;
  /** Infinity when the steps do not repeat. */
  readonly #periodMs: number;
  readonly #endless: boolean;
  /** The stretch last looked at: its place among the steps (-1 before them), and when it begins and ends. */
  #place = -1;
  #fromMs = Number.POSITIVE_INFINITY;
  #toMs = Number.NEGATIVE_INFINITY;

  /** `steps` ascend from 0 or later, below `periodMs`. `endless`: they repeat before time 0 as well. */
  constructor(rateBpsBefore: number, steps: readonly RateStep[], periodMs = Number.POSITIVE_INFINITY, endless = false) {
    this.#bytesPerMsBefore = bytesPerMs(rateBpsBefore);
    // A period that does not begin with a step begins with what holds before it.
    const whole = steps[0]?.atMs === 0 ? steps : [{ atMs: 0, rateBps: rateBpsBefore }, ...steps];
    this.#atMs = Float64Array.from(whole, ({ atMs }) => atMs);
    this.#bytesPerMs = Float64Array.from(whole, ({ rateBps }) => bytesPerMs(rateBps));
    this.#periodMs = periodMs;
    this.#endless = endless;
  }

  startMs(_arrivedMs: number, freeMs: number): number {
    this.#seek(freeMs);
    let startMs = freeMs;
    while (this.#rate() === 0) {
      startMs = this.#toMs;
      this.#seek(startMs);
    }
    return startMs;
  }

  finishMs(startMs: number, bytes: number): number {
    this.#seek(startMs);
    let atMs = startMs;
    for (let left = bytes; ; ) {
      const room = (this.#toMs - atMs) * this.#rate();
      // With a rate of 0 until Infinity, room is not a number; no trace ends so, for it repeats.
      if (left <= room) return atMs + left / this.#rate();
      left -= room;
      atMs = this.#toMs;
      this.#seek(atMs);
    }
  }

  rateBps(atMs: number): number {
    // Asked between packets, maybe earlier than the queue's end: the place of the packets is put back.
    const place = this.#place;
    const fromMs = this.#fromMs;
    const toMs = this.#toMs;
    this.#seek(atMs);
    const rate = this.#rate() * BITS_PER_BYTE * MS_PER_SECOND;
    this.#place = place;
    this.#fromMs = fromMs;
    this.#toMs = toMs;
    return rate;
  }

  #rate(): number {
    return this.#place < 0 ? this.#bytesPerMsBefore : (this.#bytesPerMs[this.#place] ?? 0);
  }

  /** Finds the stretch that holds at `atMs`; costs two comparisons while it is the one last looked at. */
  #seek(atMs: number): void {
    if (atMs >= this.#fromMs && atMs < this.#toMs) return;
    if (atMs < 0 && !this.#endless) {
      this.#place = -1;
      this.#fromMs = Number.NEGATIVE_INFINITY;
      this.#toMs = 0;
      return;
    }
    const repeats = this.#periodMs < Number.POSITIVE_INFINITY;
    let baseMs = repeats ? Math.floor(atMs / this.#periodMs) * this.#periodMs : 0;
    // Division may round to either side of a period's beginning.
    if (repeats && atMs - baseMs >= this.#periodMs) baseMs += this.#periodMs;
    let place = lastAtOrBefore(this.#atMs, atMs - baseMs);
    let toMs = baseMs + (this.#atMs[place + 1] ?? this.#periodMs);
    // So may the sum: a stretch that ends where we stand is over.
    while (toMs <= atMs) {
      place++;
      if (place >= this.#atMs.length) {
        place = 0;
        baseMs += this.#periodMs;
      }
      toMs = baseMs + (this.#atMs[place + 1] ?? this.#periodMs);
    }
    this.#place = place;
    this.#fromMs = Math.min(atMs, baseMs + (this.#atMs[place] ?? 0));
    this.#toMs = toMs;
  }
}

function bytesPerMs(rateBps: number): number {
  return rateBps / BITS_PER_BYTE / MS_PER_SECOND;
}
