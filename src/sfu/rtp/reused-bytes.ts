/** Largest datagram over UDP: nothing longer can be sent. */
const BLOCK_BYTES = 65_536;

/**
 * Memory for a packet that is sent before the next one is written. One block and a view for each length seen: a buffer of its own
 * for each packet of each viewer was a fifth of the origin's CPU time (scripts/bench-origin-cost.ts).
 */
export class ReusedBytes {
  readonly #block = Buffer.alloc(BLOCK_BYTES);
  readonly #views = new Map<number, Buffer>();

  /** Returns that many bytes with anything in them, until the next call. */
  take(length: number): Buffer {
    if (length > BLOCK_BYTES) return Buffer.alloc(length);
    let view = this.#views.get(length);
    if (view === undefined) {
      view = this.#block.subarray(0, length);
      this.#views.set(length, view);
    }
    return view;
  }
}
