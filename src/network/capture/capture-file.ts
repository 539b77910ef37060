import { block, OPTION, PACKET_BLOCK, padded, STATISTICS_BLOCK, textOption } from './pcapng.ts';
import type { WallStamp } from './wall-stamp.ts';

const WORD_BYTES = 4;
const BUFFER_BYTES = 1 << 17;
/** Beyond this much it is handed over without waiting for the next flush. */
const FULL_ENOUGH_BYTES = 1 << 15;
/** Head and tail of a packet's block, flags, count of the lost, end of options. */
const FIXED_WORDS = 7 + 2 + 3 + 2;
/** Kept free for the last block, in the file and in the buffer. */
const END_BYTES = 256;

/** Takes bytes, without waiting until the end. */
export interface CaptureSink {
  /** How many of the buffer's first `bytes` were taken: none when there is no room now, -1 when there never will be. */
  write(buffer: Buffer, bytes: number): number;
  /** Takes the last ones, and may wait. */
  finish(buffer: Buffer, bytes: number): void;
}

/**
 * One file's packets, gathered in a buffer and handed to a sink that may lag behind: what then finds no room is counted in the
 * next packet of its interface. Allocates nothing per packet.
 */
export class CaptureFile {
  readonly #sink: CaptureSink;
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  readonly #words = new Int32Array(this.#buffer.buffer);
  readonly #limitBytes: number;
  /** Words in the buffer. */
  #used = 0;
  #bytes: number;
  #isOpen = true;
  /** By interface: packets that found no room since the last that did. */
  readonly #lostBefore: Uint32Array;
  #lost = 0;

  /** `bytes` are in the file already. */
  constructor(sink: CaptureSink, interfaces: number, { bytes, limitBytes }: { bytes: number; limitBytes: number }) {
    this.#sink = sink;
    this.#lostBefore = new Uint32Array(interfaces);
    this.#bytes = bytes;
    this.#limitBytes = limitBytes;
  }

  /** The packet of `bytes` whose first `kept` lie at the word `from` of `pool`; up to three comments. */
  append(
    on: number,
    stamp: WallStamp,
    pool: Int32Array,
    from: number,
    kept: number,
    bytes: number,
    flags: number,
    first?: Int32Array,
    second?: Int32Array,
    third?: Int32Array,
  ): void {
    if (!this.#isOpen) return;
    const comments = (first?.length ?? 0) + (second?.length ?? 0) + (third?.length ?? 0);
    const mostBytes = (FIXED_WORDS + comments) * WORD_BYTES + padded(kept);
    if (this.#bytes + mostBytes + END_BYTES > this.#limitBytes) {
      this.#end(stamp, 'the limit of its size');
      return;
    }
    if (!this.#hasRoom(mostBytes)) {
      this.#lost++;
      this.#lostBefore[on] = (this.#lostBefore[on] ?? 0) + 1;
      return;
    }
    const start = this.#used;
    this.#put(PACKET_BLOCK);
    this.#put(0);
    this.#put(on);
    this.#put(stamp.high);
    this.#put(stamp.low);
    this.#put(kept);
    this.#put(bytes);
    this.#putPacket(pool, from, kept);
    this.#put(OPTION.packetFlags | (4 << 16));
    this.#put(flags);
    const lostBefore = this.#lostBefore[on] ?? 0;
    if (lostBefore > 0) {
      this.#put(OPTION.packetLostBefore | (8 << 16));
      this.#put(lostBefore);
      this.#put(0);
      this.#lostBefore[on] = 0;
    }
    if (first !== undefined) this.#putAll(first);
    if (second !== undefined) this.#putAll(second);
    if (third !== undefined) this.#putAll(third);
    this.#put(0);
    const blockBytes = (this.#used - start + 1) * WORD_BYTES;
    this.#put(blockBytes);
    this.#words[start + 1] = blockBytes;
    this.#bytes += blockBytes;
    if (this.#used * WORD_BYTES > FULL_ENOUGH_BYTES) this.flush();
  }

  /** Hands over what has gathered, as far as it is taken. */
  flush(): void {
    const bytes = this.#used * WORD_BYTES;
    if (bytes === 0) return;
    const taken = this.#sink.write(this.#buffer, bytes);
    if (taken < 0) {
      this.#isOpen = false;
      this.#used = 0;
      return;
    }
    // A pipe takes what fits into its pages, which is whole words of what is whole words.
    this.#words.copyWithin(0, taken / WORD_BYTES, this.#used);
    this.#used -= taken / WORD_BYTES;
  }

  close(stamp: WallStamp, why: string): void {
    if (this.#isOpen) this.#end(stamp, why);
    this.#sink.finish(this.#buffer, this.#used * WORD_BYTES);
  }

  /** The last block says why nothing follows, and how many packets found no room. */
  #end(stamp: WallStamp, why: string): void {
    this.#isOpen = false;
    const body = Buffer.alloc(12);
    body.writeInt32LE(stamp.high, 4);
    body.writeInt32LE(stamp.low | 0, 8);
    const lost = Buffer.alloc(12);
    lost.writeUInt16LE(OPTION.statisticsLost, 0);
    lost.writeUInt16LE(8, 2);
    lost.writeBigUInt64LE(BigInt(this.#lost), 4);
    const last = block(STATISTICS_BLOCK, body, [lost, textOption(OPTION.comment, `ends here: ${why}`)]);
    this.#buffer.set(last, this.#used * WORD_BYTES);
    this.#used += last.length / WORD_BYTES;
  }

  #hasRoom(bytes: number): boolean {
    if (this.#used * WORD_BYTES + bytes + END_BYTES <= BUFFER_BYTES) return true;
    this.flush();
    return this.#isOpen && this.#used * WORD_BYTES + bytes + END_BYTES <= BUFFER_BYTES;
  }

  #put(word: number): void {
    this.#words[this.#used++] = word;
  }

  #putAll(words: Int32Array): void {
    const into = this.#words;
    let used = this.#used;
    for (let n = 0; n < words.length; n++) into[used++] = words[n] ?? 0;
    this.#used = used;
  }

  /** What pads the last word is 0. */
  #putPacket(pool: Int32Array, from: number, bytes: number): void {
    const into = this.#words;
    let used = this.#used;
    const end = from + (bytes >> 2);
    for (let at = from; at < end; at++) into[used++] = pool[at] ?? 0;
    const rest = bytes & 3;
    if (rest > 0) into[used++] = (pool[end] ?? 0) & ((1 << (8 * rest)) - 1);
    this.#used = used;
  }
}
