/**
 * Min-heap of packets (slot numbers below `capacity`) by due time; equal times come out in the order they were pushed.
 * Allocates nothing after construction.
 */
export class DueHeap {
  readonly #slots: Int32Array;
  readonly #due: Float64Array;
  readonly #order: Float64Array;
  #size = 0;
  #pushed = 0;

  constructor(capacity: number) {
    this.#slots = new Int32Array(capacity);
    this.#due = new Float64Array(capacity);
    this.#order = new Float64Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** Due time of the first packet; Infinity when the heap is empty. */
  get firstDueMs(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#dueOf(this.#slotAt(0));
  }

  /**
   * Tells whether the first packet is due by `atMs`. Called per packet: a returned time would be boxed, a boolean is not.
   */
  isDueBy(atMs: number): boolean {
    return this.#size > 0 && this.#dueOf(this.#slotAt(0)) <= atMs;
  }

  /** Adds a slot, which must not be in the heap already. */
  push(slot: number, dueMs: number): void {
    this.#due[slot] = dueMs;
    this.#order[slot] = this.#pushed++;
    let index = this.#size++;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const other = this.#slotAt(parent);
      if (!this.#before(slot, other)) break;
      this.#slots[index] = other;
      index = parent;
    }
    this.#slots[index] = slot;
  }

  /** Removes the first slot and returns it. The heap must not be empty. */
  pop(): number {
    const first = this.#slotAt(0);
    const last = this.#slotAt(--this.#size);
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#before(this.#slotAt(child + 1), this.#slotAt(child))) child++;
      const other = this.#slotAt(child);
      if (!this.#before(other, last)) break;
      this.#slots[index] = other;
      index = child;
    }
    this.#slots[index] = last;
    return first;
  }

  #before(a: number, b: number): boolean {
    const dueA = this.#dueOf(a);
    const dueB = this.#dueOf(b);
    return dueA < dueB || (dueA === dueB && (this.#order[a] ?? 0) < (this.#order[b] ?? 0));
  }

  #slotAt(index: number): number {
    return this.#slots[index] ?? 0;
  }

  #dueOf(slot: number): number {
    return this.#due[slot] ?? 0;
  }
}
