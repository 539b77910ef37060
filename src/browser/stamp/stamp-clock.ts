/** Each of two lots; the least of both counts. */
const LOT_MS = 10_000;

/**
 * Wall time of blocks of sound, by the stamp that the audio thread gave them. Stamps are steady (Chromium: 10 ms apart within
 * 0.1 ms) but count from a time of their own, and how far that is from wall time shows only when a block is read: the one
 * that was read soonest after its stamp tells it. Anew every LOT_MS, should stamps mean something else one day.
 */
export class StampClock {
  #lotEndMs = Number.NEGATIVE_INFINITY;
  #leastBefore = Number.POSITIVE_INFINITY;
  #least = Number.POSITIVE_INFINITY;

  /** When the block stamped `stampMs` came, which was read at `readMs`. */
  cameMs(stampMs: number, readMs: number): number {
    if (readMs >= this.#lotEndMs) {
      this.#leastBefore = this.#least;
      this.#least = Number.POSITIVE_INFINITY;
      this.#lotEndMs = readMs + LOT_MS;
    }
    this.#least = Math.min(this.#least, readMs - stampMs);
    return stampMs + Math.min(this.#least, this.#leastBefore);
  }
}
