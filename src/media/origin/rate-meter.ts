const WINDOW_MS = 1000;
const SLOT_MS = 100;
const SLOTS = WINDOW_MS / SLOT_MS;

/** Bits a second over the last second, in steps of 100 ms. */
export class RateMeter {
  readonly #bytes: number[] = new Array<number>(SLOTS).fill(0);
  #slot: number | undefined;
  #firstSlot = 0;

  add(bytes: number, nowMs: number): void {
    this.#advance(nowMs);
    const index = Math.floor(nowMs / SLOT_MS) % SLOTS;
    this.#bytes[index] = (this.#bytes[index] ?? 0) + bytes;
  }

  /** Over the time since the first byte while that is less than a second; 0 before it. */
  rateBps(nowMs: number): number {
    if (this.#slot === undefined) return 0;
    this.#advance(nowMs);
    const slots = Math.min(SLOTS, this.#slot - this.#firstSlot + 1);
    return (this.#bytes.reduce((sum, bytes) => sum + bytes, 0) * 8 * 1000) / (slots * SLOT_MS);
  }

  #advance(nowMs: number): void {
    const slot = Math.floor(nowMs / SLOT_MS);
    if (this.#slot === undefined) this.#firstSlot = slot;
    else for (let s = Math.max(this.#slot + 1, slot - SLOTS + 1); s <= slot; s++) this.#bytes[s % SLOTS] = 0;
    this.#slot = Math.max(this.#slot ?? slot, slot);
  }
}
