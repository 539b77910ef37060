import type { RateStep } from '../../../model/scenario/link-profile.ts';
import { BITS_PER_BYTE, MS_PER_SECOND } from '../../../model/units.ts';
import type { Capacity } from './capacity.ts';
import { lastAtOrBefore } from './last-at-or-before.ts';

/** Rate that changes at given times, once or in a repeating cycle. A rate of 0 sends nothing while it lasts. */
export class StepCapacity implements Capacity {
  /** Rate before the first step or, if the steps repeat, before time 0. */
  readonly #bytesPerMsBefore: number;
  readonly #atMs: Float64Array;
  readonly #bytesPerMs: Float64Array;
  /** Infinity when the steps do not repeat. */
  readonly #periodMs: number;
  readonly #endless: boolean;
  /** Interval looked up last: index of its step (-1 before the first), beginning and end. */
  #index = -1;
  #fromMs = Number.POSITIVE_INFINITY;
  #toMs = Number.NEGATIVE_INFINITY;

  /** `steps` ascend from 0 or later and stay below `periodMs`. `endless`: the cycle also covers times before 0. */
  constructor(rateBpsBefore: number, steps: readonly RateStep[], periodMs = Number.POSITIVE_INFINITY, endless = false) {
    this.#bytesPerMsBefore = bytesPerMs(rateBpsBefore);
    // A period that does not begin with a step begins with the rate before it.
    const allSteps = steps[0]?.atMs === 0 ? steps : [{ atMs: 0, rateBps: rateBpsBefore }, ...steps];
    this.#atMs = Float64Array.from(allSteps, ({ atMs }) => atMs);
    this.#bytesPerMs = Float64Array.from(allSteps, ({ rateBps }) => bytesPerMs(rateBps));
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
      // Room would be NaN with a rate of 0 until Infinity; no trace ends like that, because traces repeat.
      if (left <= room) return atMs + left / this.#rate();
      left -= room;
      atMs = this.#toMs;
      this.#seek(atMs);
    }
  }

  rateBps(atMs: number): number {
    // Called between packets, possibly for a time before the end of the queue: restore the packets' position afterwards.
    const index = this.#index;
    const fromMs = this.#fromMs;
    const toMs = this.#toMs;
    this.#seek(atMs);
    const rate = this.#rate() * BITS_PER_BYTE * MS_PER_SECOND;
    this.#index = index;
    this.#fromMs = fromMs;
    this.#toMs = toMs;
    return rate;
  }

  #rate(): number {
    return this.#index < 0 ? this.#bytesPerMsBefore : (this.#bytesPerMs[this.#index] ?? 0);
  }

  /** Finds the interval in force at `atMs`; costs two comparisons while it is the one looked up last. */
  #seek(atMs: number): void {
    if (atMs >= this.#fromMs && atMs < this.#toMs) return;
    if (atMs < 0 && !this.#endless) {
      this.#index = -1;
      this.#fromMs = Number.NEGATIVE_INFINITY;
      this.#toMs = 0;
      return;
    }
    const repeats = this.#periodMs < Number.POSITIVE_INFINITY;
    let baseMs = repeats ? Math.floor(atMs / this.#periodMs) * this.#periodMs : 0;
    // The division may round to either side of a period's beginning.
    if (repeats && atMs - baseMs >= this.#periodMs) baseMs += this.#periodMs;
    let index = lastAtOrBefore(this.#atMs, atMs - baseMs);
    let toMs = baseMs + (this.#atMs[index + 1] ?? this.#periodMs);
    // The sum may round as well: an interval that ends at `atMs` is over.
    while (toMs <= atMs) {
      index++;
      if (index >= this.#atMs.length) {
        index = 0;
        baseMs += this.#periodMs;
      }
      toMs = baseMs + (this.#atMs[index + 1] ?? this.#periodMs);
    }
    this.#index = index;
    this.#fromMs = Math.min(atMs, baseMs + (this.#atMs[index] ?? 0));
    this.#toMs = toMs;
  }
}

function bytesPerMs(rateBps: number): number {
  return rateBps / BITS_PER_BYTE / MS_PER_SECOND;
}
