/** Span of transport-cc's reference time: 24 bits of 64 ms, 12 days. */
const WRAP_MS = 2 ** 24 * 64;

/**
 * Translates arrivals that transport-cc feedback reports to this process's monotonic clock. libwebrtc stamps them with
 * CLOCK_MONOTONIC, which all processes of one machine share; a receiver elsewhere has another clock, and its arrivals
 * mean nothing here.
 */
export class ReceiverClock {
  readonly #aheadMs: number;

  /** `aheadMs` is how far CLOCK_MONOTONIC is ahead of performance.now(), whose zero is the start of the process. */
  constructor(aheadMs = Number(process.hrtime.bigint()) / 1e6 - performance.now()) {
    this.#aheadMs = aheadMs;
  }

  /** Returns the arrival on this process's clock, the one nearest to `nowMs` of all that the wrapped field may mean. */
  toLocal(arrivalMs: number, nowMs: number): number {
    const agoMs = nowMs + this.#aheadMs - arrivalMs;
    return nowMs - (agoMs - Math.round(agoMs / WRAP_MS) * WRAP_MS);
  }
}
