const WINDOW_MS = 1000;
const SLOT_MS = 100;

/** Measures a bitrate over the last second, or over another window in steps of 100 ms. */
export class RateMeter {
  readonly #slots: number;
  readonly #bytes: number[];
  #slot: number | undefined;
  #firstSlot = 0;

  constructor(windowMs = WINDOW_MS) {
    this.#slots = windowMs / SLOT_MS;
    this.#bytes = new Array<number>(this.#slots).fill(0);
  }

  add(bytes: number, nowMs: number): void {
    this.#advance(nowMs);
    const index = Math.floor(nowMs / SLOT_MS) % this.#slots;
    this.#bytes[index] = (this.#bytes[index] ?? 0) + bytes;
  }

  /** Returns the rate in bit/s over the window, or since the first byte while that is shorter; 0 before it. */
  rateBps(nowMs: number): number {
    if (this.#slot === undefined) return 0;
    this.#advance(nowMs);
    const slots = Math.min(this.#slots, this.#slot - this.#firstSlot + 1);
    return (this.#bytes.reduce((sum, bytes) => sum + bytes, 0) * 8 * 1000) / (slots * SLOT_MS);
  }

  #advance(nowMs: number): void {
    const slot = Math.floor(nowMs / SLOT_MS);
    if (this.#slot === undefined) this.#firstSlot = slot;
    else
      for (let s = Math.max(this.#slot + 1, slot - this.#slots + 1); s <= slot; s++) this.#bytes[s % this.#slots] = 0;
    this.#slot = Math.max(this.#slot ?? slot, slot);
  }
}
