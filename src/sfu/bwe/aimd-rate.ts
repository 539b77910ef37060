import type { Usage } from './overuse-detector.ts';

/** Factors of multiplicative decrease and increase: draft-ietf-rmcat-gcc-02 section 5.5. */
const DECREASE = 0.85;
const INCREASE_PER_S = 1.08;
/** Additive increase is one packet per response time, which is the round trip plus this. */
const RESPONSE_EXTRA_MS = 100;
const PACKET_BITS = 1200 * 8;
/**
 * Ceiling of the estimate, relative to the acknowledged bitrate. The draft allows 1.5, for senders that fill the
 * estimate; ours sends a layer, and the next layer up is too far above to be reached without a probe.
 */
const BEYOND_ARRIVED = 1.1;
const BEYOND_ARRIVED_BPS = 10_000;
/** Smoothing of the bitrate at which decreases happened, and the number of deviations around it that count as near. */
const CAPACITY_SMOOTHING = 0.05;
const NEAR_DEVIATIONS = 3;
const FIRST_DEVIATION = 0.4;
const DEVIATION = { min: 0.4, max: 2.5 };
/**
 * Time between two decreases: one round trip, within these bounds, must pass before a decrease can show in the
 * feedback.
 */
const REDUCE_AGAIN_MS = { min: 10, max: 200 };
export const MIN_ESTIMATE_BPS = 30_000;

/**
 * Delay-based rate: increases while delay is steady, decreases to a share of the acknowledged bitrate when delay grows.
 */
export class AimdRate {
  #rateBps: number;
  #state: 'hold' | 'increase' = 'increase';
  #changedMs: number | undefined;
  #reducedMs = Number.NEGATIVE_INFINITY;
  #capacityKbps: number | undefined;
  /** Variance normalized by the capacity, `var_hat` in the draft. */
  #deviation = FIRST_DEVIATION;

  constructor(startBps: number) {
    this.#rateBps = startBps;
  }

  get rateBps(): number {
    return this.#rateBps;
  }

  /** Raises the rate to one at which a probe arrived. */
  raiseTo(rateBps: number): void {
    this.#rateBps = Math.max(this.#rateBps, rateBps);
  }

  /** Updates the rate. Without `acknowledgedBps` (not known yet) it is never decreased. */
  update(usage: Usage, arrivedBps: number | undefined, roundTripMs: number, nowMs: number): number {
    const sinceMs = Math.min(1000, nowMs - (this.#changedMs ?? nowMs));
    this.#changedMs = nowMs;
    if (usage === 'over') {
      this.#state = 'hold';
      if (arrivedBps !== undefined && this.#mayReduce(arrivedBps, roundTripMs, nowMs))
        this.#decrease(arrivedBps, nowMs);
    } else if (usage === 'under')
      this.#state = 'hold'; // hold while queues drain
    else if (this.#state === 'hold')
      this.#state = 'increase'; // increase from the next update on
    else this.#increase(arrivedBps, roundTripMs, sinceMs);
    return this.#rateBps;
  }

  #mayReduce(arrivedBps: number, roundTripMs: number, nowMs: number): boolean {
    const waitMs = Math.min(REDUCE_AGAIN_MS.max, Math.max(REDUCE_AGAIN_MS.min, roundTripMs));
    return nowMs - this.#reducedMs >= waitMs || arrivedBps < this.#rateBps / 2;
  }

  #decrease(arrivedBps: number, nowMs: number): void {
    const reduced = DECREASE * arrivedBps;
    if (reduced < this.#rateBps) this.#rateBps = Math.max(MIN_ESTIMATE_BPS, reduced);
    this.#reducedMs = nowMs;
    if (this.#isFarFromCapacity(arrivedBps, 'below')) this.#forgetCapacity();
    this.#learnCapacity(arrivedBps / 1000);
  }

  #increase(arrivedBps: number | undefined, roundTripMs: number, sinceMs: number): void {
    if (arrivedBps !== undefined && this.#isFarFromCapacity(arrivedBps, 'above')) this.#forgetCapacity();
    const limitBps = arrivedBps === undefined ? this.#rateBps : arrivedBps * BEYOND_ARRIVED + BEYOND_ARRIVED_BPS;
    if (limitBps <= this.#rateBps) return;
    const responseMs = roundTripMs + RESPONSE_EXTRA_MS;
    const increased =
      this.#capacityKbps === undefined
        ? this.#rateBps * INCREASE_PER_S ** (sinceMs / 1000)
        : this.#rateBps + (PACKET_BITS * sinceMs) / responseMs;
    this.#rateBps = Math.min(limitBps, increased);
  }

  #isFarFromCapacity(arrivedBps: number, side: 'above' | 'below'): boolean {
    if (this.#capacityKbps === undefined) return false;
    const widthKbps = NEAR_DEVIATIONS * Math.sqrt(this.#deviation * this.#capacityKbps);
    const kbps = arrivedBps / 1000;
    return side === 'above' ? kbps > this.#capacityKbps + widthKbps : kbps < this.#capacityKbps - widthKbps;
  }

  #forgetCapacity(): void {
    this.#capacityKbps = undefined;
    this.#deviation = FIRST_DEVIATION;
  }

  #learnCapacity(kbps: number): void {
    const capacity = this.#capacityKbps;
    this.#capacityKbps =
      capacity === undefined ? kbps : (1 - CAPACITY_SMOOTHING) * capacity + CAPACITY_SMOOTHING * kbps;
    const error = this.#capacityKbps - kbps;
    const deviation =
      (1 - CAPACITY_SMOOTHING) * this.#deviation + (CAPACITY_SMOOTHING * error ** 2) / Math.max(this.#capacityKbps, 1);
    this.#deviation = Math.min(DEVIATION.max, Math.max(DEVIATION.min, deviation));
  }
}
