import { hash32 } from '../../../lib/random.ts';
import type { Handover } from '../../../model/scenario/network.ts';
import type { Capacity } from './capacity.ts';

const CHANCES = 2 ** 32;

/**
 * A radio that changes cells: nothing goes for a while, and waits. One handover in each stretch of `everyMs`, anywhere in it:
 * a function of seed and time. The seed is that of both directions, for they go at once.
 */
export class HandoverHolds implements Capacity {
  readonly #handover: Handover;
  readonly #seed: number;

  constructor(handover: Handover, seed: number) {
    this.#handover = handover;
    this.#seed = seed;
  }

  startMs(_arrivedMs: number, freeMs: number): number {
    const { fromMs, toMs } = this.#holdAround(freeMs);
    return freeMs >= fromMs && freeMs < toMs ? toMs : freeMs;
  }

  /** A packet that has begun is sent: handovers take no rate, only time. */
  finishMs(startMs: number): number {
    return startMs;
  }

  rateBps(atMs: number): number {
    return this.startMs(atMs, atMs) > atMs ? 0 : Number.POSITIVE_INFINITY;
  }

  #holdAround(atMs: number): { readonly fromMs: number; readonly toMs: number } {
    const { everyMs, forMs } = this.#handover;
    const stretch = Math.floor(atMs / everyMs);
    const fromMs = stretch * everyMs + (hash32(this.#seed, stretch) / CHANCES) * (everyMs - forMs);
    return { fromMs, toMs: fromMs + forMs };
  }
}
