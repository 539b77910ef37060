/** a - b of 16-bit sequence numbers, the short way round: -32768..32767. */
export function sequenceDistance(a: number, b: number): number {
  return ((a - b + 0x8000) & 0xffff) - 0x8000;
}

/** Gives 16-bit sequence numbers their place on an endless line, through wraps and reordering. */
export class SequenceUnwrapper {
  #last: number | undefined;

  /** The first number lands in the second cycle (65536 + n), so that what comes late never goes below zero. */
  unwrap(sequenceNumber: number): number {
    if (this.#last === undefined) this.#last = 0x1_0000 + sequenceNumber;
    const extended = this.place(sequenceNumber);
    if (extended > this.#last) this.#last = extended;
    return extended;
  }

  /** The same over a hole of more than half their range: the least way forward. */
  leap(sequenceNumber: number): number {
    if (this.#last === undefined) return this.unwrap(sequenceNumber);
    this.#last += (sequenceNumber - this.#last) & 0xffff;
    return this.#last;
  }

  /** The same for a number that is only asked about: it moves nothing on. */
  place(sequenceNumber: number): number {
    const last = this.#last ?? 0x1_0000 + sequenceNumber;
    return last + sequenceDistance(sequenceNumber, last & 0xffff);
  }
}
