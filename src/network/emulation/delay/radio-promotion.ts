import type { Promotion } from '../../../model/scenario/network.ts';

/**
 * A radio that falls asleep: after so long without a packet the next has to wait until it is connected again, and those
 * behind it with it. Unlike weather it depends on the link's own traffic, as it does in life.
 */
export class RadioPromotion {
  readonly #promotion: Promotion;
  #lastMs = Number.NEGATIVE_INFINITY;
  #readyMs = Number.NEGATIVE_INFINITY;

  constructor(promotion: Promotion) {
    this.#promotion = promotion;
  }

  /** When what comes at `atMs` may go on; times must not decrease. */
  readyMs(atMs: number): number {
    const { idleMs, forMs } = this.#promotion;
    if (atMs - this.#lastMs >= idleMs) this.#readyMs = atMs + forMs;
    this.#lastMs = atMs;
    return Math.max(atMs, this.#readyMs);
  }
}
