/** Returns the signed distance a - b of 16-bit sequence numbers, modulo wrap: -32768..32767. */
export function sequenceDistance(a: number, b: number): number {
  return ((a - b + 0x8000) & 0xffff) - 0x8000;
}

/** Extends 16-bit sequence numbers to monotonic ones, through wraps and reordering. */
export class SequenceUnwrapper {
  #last: number | undefined;

  /**
   * Extends a number and advances. The first one lands in the second cycle (65536 + n), so that late packets never go
   * below zero.
   */
  unwrap(sequenceNumber: number): number {
    if (this.#last === undefined) this.#last = 0x1_0000 + sequenceNumber;
    const extended = this.peek(sequenceNumber);
    if (extended > this.#last) this.#last = extended;
    return extended;
  }

  /** Extends a number after a gap of more than half the range: the smallest step forward. */
  leap(sequenceNumber: number): number {
    if (this.#last === undefined) return this.unwrap(sequenceNumber);
    this.#last += (sequenceNumber - this.#last) & 0xffff;
    return this.#last;
  }

  /** Extends a number without advancing. */
  peek(sequenceNumber: number): number {
    const last = this.#last ?? 0x1_0000 + sequenceNumber;
    return last + sequenceDistance(sequenceNumber, last & 0xffff);
  }
}
