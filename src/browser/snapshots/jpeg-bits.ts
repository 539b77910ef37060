/** Writes the bytes of a JPEG: markers whole, the scan bit by bit. */
export class JpegBits {
  #bytes = new Uint8Array(16_384);
  #length = 0;
  /** Bits not yet written, and how many. */
  #pending = 0;
  #pendingCount = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = value;
  }

  /** Writes a marker segment: 0xff, the marker, its length, its content. */
  segment(marker: number, content: readonly number[]): void {
    for (const value of [0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff, ...content])
      this.byte(value);
  }

  /** Writes the lowest `count` bits of a value, 16 at most. */
  bits(value: number, count: number): void {
    this.#pending = (this.#pending << count) | (value & ((1 << count) - 1));
    this.#pendingCount += count;
    while (this.#pendingCount >= 8) {
      this.#pendingCount -= 8;
      const next = (this.#pending >>> this.#pendingCount) & 0xff;
      this.byte(next);
      // Within a scan, 0xff would begin a marker.
      if (next === 0xff) this.byte(0);
    }
    this.#pending &= (1 << this.#pendingCount) - 1;
  }

  /** Ends the scan and returns the whole JPEG. */
  finish(): Uint8Array {
    if (this.#pendingCount > 0) this.bits(0x7f, 8 - this.#pendingCount);
    this.byte(0xff);
    this.byte(0xd9);
    return this.#bytes.slice(0, this.#length);
  }
}
