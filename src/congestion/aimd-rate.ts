import type { Usage } from './overuse-detector.ts';

/** Factors of multiplicative decrease and increase: draft-ietf-rmcat-gcc-02 section 5.5. */
const DECREASE = 0.85;
const INCREASE_PER_S = 1.08;
/** Additive increase is one packet per response time, which is the round trip plus this. */
const RESPONSE_EXTRA_MS = 100;
const PACKET_BITS = 1200 * 8;
/**
 * Ceiling of the estimate, relative to the acknowledged bitrate. The draft allows 1.5, for senders that fill the
 * estimate; the origin sends a layer, and the next layer up is too far above to be reached without a probe.
 */
const HEADROOM = 1.1;
const HEADROOM_BPS = 10_000;
/** Smoothing of the bitrate at which decreases happened, and the number of deviations around it that count as near. */
const CAPACITY_SMOOTHING = 0.05;
const NEAR_DEVIATIONS = 3;
const INITIAL_VARIANCE = 0.4;
const VARIANCE = { min: 0.4, max: 2.5 };
/**
 * Time between two decreases: one round trip, within these bounds, must pass before a decrease can show in the
 * feedback.
 */
const DECREASE_INTERVAL_MS = { min: 10, max: 200 };
export const MIN_ESTIMATE_BPS = 30_000;

/**
 * Delay-based rate: increases while delay is steady, decreases to a share of the acknowledged bitrate when delay grows.
 */
export class AimdRate {
  #rateBps: number;
  readonly #headroom: number;
  #state: 'hold' | 'increase' = 'increase';
  #updatedMs: number | undefined;
  #decreasedMs = Number.NEGATIVE_INFINITY;
  #capacityKbps: number | undefined;
  /** Variance normalized by the capacity, `var_hat` in the draft. */
  #variance = INITIAL_VARIANCE;

  constructor(startBps: number, headroom = HEADROOM) {
    this.#rateBps = startBps;
    this.#headroom = headroom;
  }

  get rateBps(): number {
    return this.#rateBps;
  }

  /** Raises the rate to one at which a probe arrived. */
  raiseTo(rateBps: number): void {
    this.#rateBps = Math.max(this.#rateBps, rateBps);
  }

  /** Updates the rate. Without `acknowledgedBps` (not known yet) it is never decreased. */
  update(usage: Usage, acknowledgedBps: number | undefined, roundTripMs: number, nowMs: number): number {
    const elapsedMs = Math.min(1000, nowMs - (this.#updatedMs ?? nowMs));
    this.#updatedMs = nowMs;
    if (usage === 'over') {
      this.#state = 'hold';
      if (acknowledgedBps !== undefined && this.#mayDecrease(acknowledgedBps, roundTripMs, nowMs))
        this.#decrease(acknowledgedBps, nowMs);
    } else if (usage === 'under')
      this.#state = 'hold'; // hold while queues drain
    else if (this.#state === 'hold')
      this.#state = 'increase'; // increase from the next update on
    else this.#increase(acknowledgedBps, roundTripMs, elapsedMs);
    return this.#rateBps;
  }

  #mayDecrease(acknowledgedBps: number, roundTripMs: number, nowMs: number): boolean {
    const waitMs = Math.min(DECREASE_INTERVAL_MS.max, Math.max(DECREASE_INTERVAL_MS.min, roundTripMs));
    return nowMs - this.#decreasedMs >= waitMs || acknowledgedBps < this.#rateBps / 2;
  }

  #decrease(acknowledgedBps: number, nowMs: number): void {
    const decreased = DECREASE * acknowledgedBps;
    if (decreased < this.#rateBps) this.#rateBps = Math.max(MIN_ESTIMATE_BPS, decreased);
    this.#decreasedMs = nowMs;
    if (this.#isFarFromCapacity(acknowledgedBps, 'below')) this.#forgetCapacity();
    this.#learnCapacity(acknowledgedBps / 1000);
  }

  #increase(acknowledgedBps: number | undefined, roundTripMs: number, elapsedMs: number): void {
    if (acknowledgedBps !== undefined && this.#isFarFromCapacity(acknowledgedBps, 'above')) this.#forgetCapacity();
    const limitBps = acknowledgedBps === undefined ? this.#rateBps : acknowledgedBps * this.#headroom + HEADROOM_BPS;
    if (limitBps <= this.#rateBps) return;
    const responseMs = roundTripMs + RESPONSE_EXTRA_MS;
    const increased =
      this.#capacityKbps === undefined
        ? this.#rateBps * INCREASE_PER_S ** (elapsedMs / 1000)
        : this.#rateBps + (PACKET_BITS * elapsedMs) / responseMs;
    this.#rateBps = Math.min(limitBps, increased);
  }

  #isFarFromCapacity(acknowledgedBps: number, side: 'above' | 'below'): boolean {
    if (this.#capacityKbps === undefined) return false;
    const widthKbps = NEAR_DEVIATIONS * Math.sqrt(this.#variance * this.#capacityKbps);
    const kbps = acknowledgedBps / 1000;
    return side === 'above' ? kbps > this.#capacityKbps + widthKbps : kbps < this.#capacityKbps - widthKbps;
  }

  #forgetCapacity(): void {
    this.#capacityKbps = undefined;
    this.#variance = INITIAL_VARIANCE;
  }

  #learnCapacity(kbps: number): void {
    const capacity = this.#capacityKbps;
    this.#capacityKbps =
      capacity === undefined ? kbps : (1 - CAPACITY_SMOOTHING) * capacity + CAPACITY_SMOOTHING * kbps;
    const error = this.#capacityKbps - kbps;
    const variance =
      (1 - CAPACITY_SMOOTHING) * this.#variance + (CAPACITY_SMOOTHING * error ** 2) / Math.max(this.#capacityKbps, 1);
    this.#variance = Math.min(VARIANCE.max, Math.max(VARIANCE.min, variance));
  }
}
