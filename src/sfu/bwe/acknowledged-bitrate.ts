/** Holds some nine frames: the rate is the stream's, not one frame's, and soon the way's when that is full. */
const WINDOW_MS = 300;

/** Bits a second as they arrive at the receiver, by its own clock. */
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

  /** Undefined until a window is full. */
  get rateBps(): number | undefined {
    if (this.#firstMs === undefined || this.#newestMs - this.#firstMs < WINDOW_MS) return undefined;
    return (this.#bytes * 8 * 1000) / WINDOW_MS;
  }
}
