import type { Usage } from './overuse-detector.ts';

/** draft-ietf-rmcat-gcc-02 section 5.5. */
const DECREASE = 0.85;
const INCREASE_PER_S = 1.08;
/** Additive increase: one packet in a response time, which is the round trip and this. */
const RESPONSE_EXTRA_MS = 100;
const PACKET_BITS = 1200 * 8;
/**
 * Beyond what arrives, the estimate goes so far. The draft allows 1.5, for senders that fill it; ours sends a layer, whose next
 * one is too far above to be reached unprobed.
 */
const BEYOND_ARRIVED = 1.1;
const BEYOND_ARRIVED_BPS = 10_000;
/** How the rate at which decreases happened is remembered, and how many deviations around it count as near. */
const CAPACITY_SMOOTHING = 0.05;
const NEAR_DEVIATIONS = 3;
const FIRST_DEVIATION = 0.4;
const DEVIATION = { min: 0.4, max: 2.5 };
/** A round trip must pass before the next decrease can show in what comes back. */
const REDUCE_AGAIN_MS = { min: 10, max: 200 };
export const MIN_ESTIMATE_BPS = 30_000;

/** The delay-based rate: up while delay is steady, down to a share of what arrives when it grows. */
export class AimdRate {
  #rateBps: number;
  #state: 'hold' | 'increase' = 'increase';
  #changedMs: number | undefined;
  #reducedMs = Number.NEGATIVE_INFINITY;
  #capacityKbps: number | undefined;
  /** Normalised by the capacity, as in the draft's var_hat. */
  #deviation = FIRST_DEVIATION;

  constructor(startBps: number) {
    this.#rateBps = startBps;
  }

  get rateBps(): number {
    return this.#rateBps;
  }

  /** A probe arrived at this rate. */
  raiseTo(rateBps: number): void {
    this.#rateBps = Math.max(this.#rateBps, rateBps);
  }

  /** `arrivedBps`: undefined while unknown; then nothing is decreased. */
  update(usage: Usage, arrivedBps: number | undefined, roundTripMs: number, nowMs: number): number {
    const sinceMs = Math.min(1000, nowMs - (this.#changedMs ?? nowMs));
    this.#changedMs = nowMs;
    if (usage === 'over') {
      this.#state = 'hold';
      if (arrivedBps !== undefined && this.#mayReduce(arrivedBps, roundTripMs, nowMs))
        this.#decrease(arrivedBps, nowMs);
    } else if (usage === 'under')
      this.#state = 'hold'; // queues drain: let them
    else if (this.#state === 'hold')
      this.#state = 'increase'; // from the next time on
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
