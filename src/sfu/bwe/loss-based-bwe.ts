import { MIN_ESTIMATE_BPS } from './aimd-rate.ts';

/** draft-ietf-rmcat-gcc-02 section 6: below the one the rate grows, above the other it falls. */
const LOSS = { low: 0.02, high: 0.1 };
const INCREASE = 1.05;
/** Feedback is gathered until it speaks for so many packets, and no decrease follows another sooner than this. */
const MIN_PACKETS = 200;
const INTERVAL_MS = 500;

/** The loss-based rate: it rules where queues are short and drop rather than delay. */
export class LossBasedBwe {
  #rateBps = Number.POSITIVE_INFINITY;
  #lossFraction = 0;
  #packets = 0;
  #lost = 0;
  #changedMs: number | undefined;

  /** Infinite while loss has never mattered. */
  get rateBps(): number {
    return this.#rateBps;
  }

  /** Of the last packets that were enough to tell. */
  get lossFraction(): number {
    return this.#lossFraction;
  }

  /** Whether the last packets that were enough to tell made it fall. */
  get falling(): boolean {
    return this.#lossFraction > LOSS.high;
  }

  /** A probe arrived at this rate. */
  raiseTo(rateBps: number): void {
    this.#rateBps = Math.max(this.#rateBps, rateBps);
  }

  /** `sendingBps`: the estimate in force, which a first decrease starts from. */
  update(packets: number, lost: number, sendingBps: number, nowMs: number): number {
    this.#packets += packets;
    this.#lost += lost;
    this.#changedMs ??= nowMs;
    if (this.#packets < MIN_PACKETS || nowMs - this.#changedMs < INTERVAL_MS) return this.#rateBps;
    this.#lossFraction = this.#lost / this.#packets;
    this.#packets = 0;
    this.#lost = 0;
    this.#changedMs = nowMs;
    if (this.#lossFraction > LOSS.high) {
      const fromBps = Math.min(this.#rateBps, sendingBps);
      this.#rateBps = Math.max(MIN_ESTIMATE_BPS, fromBps * (1 - 0.5 * this.#lossFraction));
    } else if (this.#lossFraction < LOSS.low) this.#rateBps *= INCREASE;
    return this.#rateBps;
  }
}
