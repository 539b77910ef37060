import { hashShare } from '../../../lib/random.ts';
import type { Handover } from '../../../model/scenario/link-profile.ts';
import type { Capacity } from './capacity.ts';

/**
 * Radio that changes cells: packets wait until the handover is over. Each interval of `everyMs` has one handover at a random
 * place: a function of seed and time. Both directions share the seed, because they are interrupted together.
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

  /** Returns `startMs`: a handover delays the start of a packet but does not limit the rate. */
  finishMs(startMs: number): number {
    return startMs;
  }

  rateBps(atMs: number): number {
    return this.startMs(atMs, atMs) > atMs ? 0 : Number.POSITIVE_INFINITY;
  }

  #holdAround(atMs: number): { readonly fromMs: number; readonly toMs: number } {
    const { everyMs, forMs } = this.#handover;
    const interval = Math.floor(atMs / everyMs);
    const fromMs = interval * everyMs + hashShare(this.#seed, interval) * (everyMs - forMs);
    return { fromMs, toMs: fromMs + forMs };
  }
}
