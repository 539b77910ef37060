/** No slot is free. */
export const NO_SLOT = -1;

/** What is known of each packet under way, by its slot. Allocates nothing once made. */
export class PacketPool {
  readonly capacity: number;
  readonly bytes: Uint16Array;
  /** Index of its route, and of the link there that it is in. */
  readonly route: Int16Array;
  readonly hop: Uint8Array;
  /** Node it is for. */
  readonly to: Uint16Array;
  /** When it is through its link. */
  readonly dueMs: Float64Array;
  readonly #free: Int32Array;
  #freeCount: number;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.bytes = new Uint16Array(capacity);
    this.route = new Int16Array(capacity);
    this.hop = new Uint8Array(capacity);
    this.to = new Uint16Array(capacity);
    this.dueMs = new Float64Array(capacity);
    this.#free = Int32Array.from({ length: capacity }, (_, index) => capacity - 1 - index);
    this.#freeCount = capacity;
  }

  /** A free slot, or NO_SLOT. */
  reserve(): number {
    return this.#freeCount === 0 ? NO_SLOT : (this.#free[--this.#freeCount] ?? NO_SLOT);
  }

  release(slot: number): void {
    this.#free[this.#freeCount++] = slot;
  }

  /** Another slot for a packet alike; NO_SLOT when none is free. */
  copy(slot: number): number {
    const copy = this.reserve();
    if (copy === NO_SLOT) return NO_SLOT;
    this.bytes[copy] = this.bytes[slot] ?? 0;
    this.route[copy] = this.route[slot] ?? 0;
    this.hop[copy] = this.hop[slot] ?? 0;
    this.to[copy] = this.to[slot] ?? 0;
    return copy;
  }
}
