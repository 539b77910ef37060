/** Initial capacity, a power of two. It doubles whenever the ring is full. */
const FIRST_CAPACITY = 64;

/** FIFO of packets, each with a slot, a time, a size and a header. Allocates only to grow. */
export class PacketRing {
  #slots = new Int32Array(FIRST_CAPACITY);
  #timesMs = new Float64Array(FIRST_CAPACITY);
  #sizes = new Uint16Array(FIRST_CAPACITY);
  #headers = new Uint32Array(FIRST_CAPACITY);
  #head = 0;
  packets = 0;
  bytes = 0;

  push(slot: number, timeMs: number, bytes: number, header = 0): void {
    if (this.packets === this.#slots.length) this.#grow();
    const tail = (this.#head + this.packets) & (this.#slots.length - 1);
    this.#slots[tail] = slot;
    this.#timesMs[tail] = timeMs;
    this.#sizes[tail] = bytes;
    this.#headers[tail] = header;
    this.packets++;
    this.bytes += bytes;
  }

  /** Removes the first packet. The ring must not be empty. */
  shift(): void {
    this.bytes -= this.firstBytes;
    this.packets--;
    this.#head = (this.#head + 1) & (this.#slots.length - 1);
  }

  get firstSlot(): number {
    return this.#slots[this.#head] ?? 0;
  }

  get firstTimeMs(): number {
    return this.#timesMs[this.#head] ?? 0;
  }

  get firstBytes(): number {
    return this.#sizes[this.#head] ?? 0;
  }

  get firstHeader(): number {
    return this.#headers[this.#head] ?? 0;
  }

  #grow(): void {
    const head = this.#head;
    this.#slots = unrolled(this.#slots, new Int32Array(this.#slots.length * 2), head);
    this.#timesMs = unrolled(this.#timesMs, new Float64Array(this.#timesMs.length * 2), head);
    this.#sizes = unrolled(this.#sizes, new Uint16Array(this.#sizes.length * 2), head);
    this.#headers = unrolled(this.#headers, new Uint32Array(this.#headers.length * 2), head);
    this.#head = 0;
  }
}

function unrolled<T extends Int32Array | Float64Array | Uint16Array | Uint32Array>(ring: T, wider: T, head: number): T {
  wider.set(ring.subarray(head));
  wider.set(ring.subarray(0, head), ring.length - head);
  return wider;
}
