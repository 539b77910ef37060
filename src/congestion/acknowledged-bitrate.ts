/**
 * Window that holds about nine frames, so that the rate is the stream's and not one frame's. It soon shows the path's
 * capacity once the path is full.
 */
const WINDOW_MS = 300;

/** Measures the bitrate that arrives at the receiver, by the receiver's own clock. */
export class AcknowledgedBitrate {
  #packets: { readonly arrivalMs: number; readonly bytes: number }[] = [];
  #bytes = 0;
  #newestMs = Number.NEGATIVE_INFINITY;
  #firstMs: number | undefined;

  add(arrivalMs: number, bytes: number): void {
    this.#firstMs ??= arrivalMs;
    this.#newestMs = Math.max(this.#newestMs, arrivalMs);
    this.#packets.push({ arrivalMs, bytes });
    this.#bytes += bytes;
    while ((this.#packets[0]?.arrivalMs ?? 0) < this.#newestMs - WINDOW_MS)
      this.#bytes -= this.#packets.shift()?.bytes ?? 0;
  }

  /** Bitrate in bit/s; undefined until a window is full. */
  get rateBps(): number | undefined {
    if (this.#firstMs === undefined || this.#newestMs - this.#firstMs < WINDOW_MS) return undefined;
    return (this.#bytes * 8 * 1000) / WINDOW_MS;
  }
}
