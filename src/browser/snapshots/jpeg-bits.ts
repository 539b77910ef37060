/** Bytes of a JPEG as they are written: markers whole, the scan bit by bit. */
export class JpegBits {
  #bytes = new Uint8Array(16_384);
  #length = 0;
  #held = 0;
  #count = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const more = new Uint8Array(this.#length * 2);
      more.set(this.#bytes);
      this.#bytes = more;
    }
    this.#bytes[this.#length++] = value;
  }

  /** 0xff, what it is, its length, what is in it. */
  segment(marker: number, content: readonly number[]): void {
    for (const value of [0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff, ...content])
      this.byte(value);
  }

  /** The lowest `count` bits of a value, 16 at most. */
  bits(value: number, count: number): void {
    this.#held = (this.#held << count) | (value & ((1 << count) - 1));
    this.#count += count;
    while (this.#count >= 8) {
      this.#count -= 8;
      const next = (this.#held >>> this.#count) & 0xff;
      this.byte(next);
      // In a scan 0xff would begin a marker.
      if (next === 0xff) this.byte(0);
    }
    this.#held &= (1 << this.#count) - 1;
  }

  /** Ends the scan. */
  finish(): Uint8Array {
    if (this.#count > 0) this.bits(0x7f, 8 - this.#count);
    this.byte(0xff);
    this.byte(0xd9);
    return this.#bytes.slice(0, this.#length);
  }
}
