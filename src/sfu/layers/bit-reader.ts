/** Reads bits, most significant first. Throws RangeError beyond the end. */
export class BitReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Reads f(n) of the AV1 RTP specification; n up to 31. */
  read(bits: number): number {
    if (this.#at + bits > this.#bytes.length * 8) throw new RangeError('read beyond the end');
    let value = 0;
    for (let i = 0; i < bits; i++, this.#at++)
      value = (value << 1) | ((this.#bytes.readUInt8(this.#at >> 3) >> (7 - (this.#at & 7))) & 1);
    return value;
  }

  readFlag(): boolean {
    return this.read(1) === 1;
  }

  /** Reads ns(n): a value of 0..n-1 in as few bits as possible. */
  readBelow(n: number): number {
    const bits = Math.floor(Math.log2(n)) + 1;
    const short = 2 ** bits - n;
    const value = this.read(bits - 1);
    return value < short ? value : value * 2 - short + this.read(1);
  }
}
