import { MIN_ESTIMATE_BPS } from './aimd-rate.ts';

/** Loss thresholds of draft-ietf-rmcat-gcc-02 section 6: the rate grows below `low` and falls above `high`. */
const LOSS = { low: 0.02, high: 0.1 };
const INCREASE = 1.05;
/** Packets and time that feedback must cover before the rate is updated. */
const MIN_PACKETS = 200;
const INTERVAL_MS = 500;

/**
 * Loss-based rate: takes effect where queues are short, so that the bottleneck drops packets instead of delaying them.
 */
export class LossBasedBwe {
  #rateBps = Number.POSITIVE_INFINITY;
  #lossFraction = 0;
  #packets = 0;
  #lost = 0;
  #updatedMs: number | undefined;

  /** Rate in bit/s; infinite until loss has mattered. */
  get rateBps(): number {
    return this.#rateBps;
  }

  /** Loss over the last update interval (0 to 1). */
  get lossFraction(): number {
    return this.#lossFraction;
  }

  /** Whether loss over the last update interval made the rate fall. */
  get falling(): boolean {
    return this.#lossFraction > LOSS.high;
  }

  /** Raises the rate to one at which a probe arrived. */
  raiseTo(rateBps: number): void {
    this.#rateBps = Math.max(this.#rateBps, rateBps);
  }

  /** Updates the rate. `sendingBps` is the estimate in force, from which the first decrease starts. */
  update(packets: number, lost: number, sendingBps: number, nowMs: number): number {
    this.#packets += packets;
    this.#lost += lost;
    this.#updatedMs ??= nowMs;
    if (this.#packets < MIN_PACKETS || nowMs - this.#updatedMs < INTERVAL_MS) return this.#rateBps;
    this.#lossFraction = this.#lost / this.#packets;
    this.#packets = 0;
    this.#lost = 0;
    this.#updatedMs = nowMs;
    if (this.#lossFraction > LOSS.high) {
      const fromBps = Math.min(this.#rateBps, sendingBps);
      this.#rateBps = Math.max(MIN_ESTIMATE_BPS, fromBps * (1 - 0.5 * this.#lossFraction));
    } else if (this.#lossFraction < LOSS.low) this.#rateBps *= INCREASE;
    return this.#rateBps;
  }
}
