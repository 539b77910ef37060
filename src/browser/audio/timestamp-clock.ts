/** Length of each of two periods; the smaller offset of both counts. */
const PERIOD_MS = 10_000;

/**
 * Maps timestamps of sound blocks, given by the audio thread, to wall time. Timestamps are steady (Chromium: 10 ms apart within
 * 0.1 ms) but count from an epoch of their own, and their offset from wall time shows only when a block is read: the block read
 * soonest after its timestamp gives it. The offset is measured again every PERIOD_MS, in case the epoch changes.
 */
export class TimestampClock {
  #periodEndMs = Number.NEGATIVE_INFINITY;
  #previousOffsetMs = Number.POSITIVE_INFINITY;
  #offsetMs = Number.POSITIVE_INFINITY;

  /** Returns when the block timestamped `stampMs` arrived, given that it was read at `readMs`. */
  arrivedMs(stampMs: number, readMs: number): number {
    if (readMs >= this.#periodEndMs) {
      this.#previousOffsetMs = this.#offsetMs;
      this.#offsetMs = Number.POSITIVE_INFINITY;
      this.#periodEndMs = readMs + PERIOD_MS;
    }
    this.#offsetMs = Math.min(this.#offsetMs, readMs - stampMs);
    return stampMs + Math.min(this.#offsetMs, this.#previousOffsetMs);
  }
}
