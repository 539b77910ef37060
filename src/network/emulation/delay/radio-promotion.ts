import type { Promotion } from '../../../model/scenario/link-profile.ts';

/**
 * Radio that goes idle: after `idleMs` without a packet, the next packet and those behind it wait `forMs` until the radio is
 * connected again. Unlike weather, this depends on the link's own traffic, as it does on real radios.
 */
export class RadioPromotion {
  readonly #promotion: Promotion;
  #lastMs = Number.NEGATIVE_INFINITY;
  #readyMs = Number.NEGATIVE_INFINITY;

  constructor(promotion: Promotion) {
    this.#promotion = promotion;
  }

  /** Returns when a packet that arrives at `atMs` may continue. Times must not decrease. */
  readyMs(atMs: number): number {
    const { idleMs, forMs } = this.#promotion;
    if (atMs - this.#lastMs >= idleMs) this.#readyMs = atMs + forMs;
    this.#lastMs = atMs;
    return Math.max(atMs, this.#readyMs);
  }
}
