/** Returned instead of a slot when none is free. */
export const NO_SLOT = -1;

/** State of each packet in flight, by slot. Allocates nothing after construction. */
export class PacketPool {
  readonly capacity: number;
  readonly bytes: Uint16Array;
  /** Packed by packHeader(). */
  readonly header: Uint32Array;
  /** Index of the packet's route, and of its current link within the route. */
  readonly route: Int16Array;
  readonly hop: Uint8Array;
  /** Index of the destination node. */
  readonly to: Uint16Array;
  /** Time at which the packet leaves its current link. */
  readonly dueMs: Float64Array;
  readonly #free: Int32Array;
  #freeCount: number;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.bytes = new Uint16Array(capacity);
    this.header = new Uint32Array(capacity);
    this.route = new Int16Array(capacity);
    this.hop = new Uint8Array(capacity);
    this.to = new Uint16Array(capacity);
    this.dueMs = new Float64Array(capacity);
    this.#free = Int32Array.from({ length: capacity }, (_, index) => capacity - 1 - index);
    this.#freeCount = capacity;
  }

  hopOf(slot: number): number {
    return this.hop[slot] ?? 0;
  }

  headerOf(slot: number): number {
    return this.header[slot] ?? 0;
  }

  routeOf(slot: number): number {
    return this.route[slot] ?? 0;
  }

  /** Reserves a free slot and returns it; NO_SLOT when there is none. */
  reserve(): number {
    return this.#freeCount === 0 ? NO_SLOT : (this.#free[--this.#freeCount] ?? NO_SLOT);
  }

  release(slot: number): void {
    this.#free[this.#freeCount++] = slot;
  }

  /** Reserves a slot with the same state as `slot`, except its due time, and returns it; NO_SLOT when none is free. */
  copy(slot: number): number {
    const copy = this.reserve();
    if (copy === NO_SLOT) return NO_SLOT;
    this.bytes[copy] = this.bytes[slot] ?? 0;
    this.header[copy] = this.header[slot] ?? 0;
    this.route[copy] = this.route[slot] ?? 0;
    this.hop[copy] = this.hop[slot] ?? 0;
    this.to[copy] = this.to[slot] ?? 0;
    return copy;
  }
}
