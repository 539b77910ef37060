/** Retransmission time-out before the first sample: RFC 6298. */
const FIRST_TIMEOUT_MS = 1000;
/** Lower bound of the time-out: TCP_RTO_MIN of Linux (RFC 6298 has 1 s). */
const LEAST_TIMEOUT_MS = 200;
const MOST_TIMEOUT_MS = 60_000;

/** Smoothed round trip and retransmission time-out of RFC 6298, section 2. */
export class RttEstimate {
  smoothedMs = 0;
  timeoutMs = FIRST_TIMEOUT_MS;
  #variationMs: number | undefined;

  add(rttMs: number): void {
    if (this.#variationMs === undefined) {
      this.smoothedMs = rttMs;
      this.#variationMs = rttMs / 2;
    } else {
      this.#variationMs = 0.75 * this.#variationMs + 0.25 * Math.abs(this.smoothedMs - rttMs);
      this.smoothedMs = 0.875 * this.smoothedMs + 0.125 * rttMs;
    }
    this.timeoutMs = Math.max(LEAST_TIMEOUT_MS, this.smoothedMs + 4 * this.#variationMs);
  }

  /** Doubles the time-out, until the next sample. */
  backOff(): void {
    this.timeoutMs = Math.min(MOST_TIMEOUT_MS, 2 * this.timeoutMs);
  }
}
