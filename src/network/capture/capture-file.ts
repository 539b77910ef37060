import { block, OPTION, PACKET_BLOCK, padded, STATISTICS_BLOCK, textOption } from './pcapng.ts';
import type { WallStamp } from './wall-stamp.ts';

const WORD_BYTES = 4;
const BUFFER_BYTES = 1 << 17;
/** Buffered bytes beyond which the buffer is flushed at once. */
const FLUSH_THRESHOLD_BYTES = 1 << 15;
/** Fixed part of a packet block: head and tail, flags, count of lost packets, end of options. */
const FIXED_WORDS = 7 + 2 + 3 + 2;
/** Space reserved for the last block, in the file and in the buffer. */
const END_BYTES = 256;

/** Destination of a capture's bytes, which may lag behind. */
export interface CaptureSink {
  /**
   * Writes the buffer's first `bytes` without waiting; returns how many were taken, 0 without room, or -1 if it is broken.
   */
  write(buffer: Buffer, bytes: number): number;
  /** Writes the last bytes and closes; may wait. */
  finish(buffer: Buffer, bytes: number): void;
}

/**
 * Writer of one capture file: buffers packets for a sink that may lag behind. Packets that find no room are counted in the
 * next packet of their interface. Allocates nothing per packet.
 */
export class CaptureFile {
  readonly #sink: CaptureSink;
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  readonly #words = new Int32Array(this.#buffer.buffer);
  readonly #limitBytes: number;
  /** Number of words in the buffer. */
  #used = 0;
  #bytes: number;
  #isOpen = true;
  /** Packets of each interface that found no room since the last one that did. */
  readonly #lostBefore: Uint32Array;
  #lost = 0;

  /** `bytes`: size of the file so far. `limitBytes`: its maximum size. */
  constructor(sink: CaptureSink, interfaces: number, { bytes, limitBytes }: { bytes: number; limitBytes: number }) {
    this.#sink = sink;
    this.#lostBefore = new Uint32Array(interfaces);
    this.#bytes = bytes;
    this.#limitBytes = limitBytes;
  }

  /** Appends a packet of `bytes`, whose first `kept` bytes start at the word `from` of `pool`, with up to three comments. */
  append(
    captureInterface: number,
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
    const maxBytes = (FIXED_WORDS + comments) * WORD_BYTES + padded(kept);
    if (this.#bytes + maxBytes + END_BYTES > this.#limitBytes) {
      this.#end(stamp, 'the limit of its size');
      return;
    }
    if (!this.#hasRoom(maxBytes)) {
      this.#lost++;
      this.#lostBefore[captureInterface] = (this.#lostBefore[captureInterface] ?? 0) + 1;
      return;
    }
    const start = this.#used;
    this.#put(PACKET_BLOCK);
    this.#put(0);
    this.#put(captureInterface);
    this.#put(stamp.high);
    this.#put(stamp.low);
    this.#put(kept);
    this.#put(bytes);
    this.#putPacket(pool, from, kept);
    this.#put(OPTION.packetFlags | (4 << 16));
    this.#put(flags);
    const lostBefore = this.#lostBefore[captureInterface] ?? 0;
    if (lostBefore > 0) {
      this.#put(OPTION.packetLostBefore | (8 << 16));
      this.#put(lostBefore);
      this.#put(0);
      this.#lostBefore[captureInterface] = 0;
    }
    if (first !== undefined) this.#putAll(first);
    if (second !== undefined) this.#putAll(second);
    if (third !== undefined) this.#putAll(third);
    this.#put(0);
    const blockBytes = (this.#used - start + 1) * WORD_BYTES;
    this.#put(blockBytes);
    this.#words[start + 1] = blockBytes;
    this.#bytes += blockBytes;
    if (this.#used * WORD_BYTES > FLUSH_THRESHOLD_BYTES) this.flush();
  }

  /** Passes buffered bytes to the sink, as far as it takes them. */
  flush(): void {
    const bytes = this.#used * WORD_BYTES;
    if (bytes === 0) return;
    const taken = this.#sink.write(this.#buffer, bytes);
    if (taken < 0) {
      this.#isOpen = false;
      this.#used = 0;
      return;
    }
    // A pipe takes what fits into its pages, so a buffer of whole words is split at whole words.
    this.#words.copyWithin(0, taken / WORD_BYTES, this.#used);
    this.#used -= taken / WORD_BYTES;
  }

  close(stamp: WallStamp, why: string): void {
    if (this.#isOpen) this.#end(stamp, why);
    this.#sink.finish(this.#buffer, this.#used * WORD_BYTES);
  }

  /** Ends the file with a block that says why nothing follows and how many packets found no room. */
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

  /** Copies packet bytes, padding the last word with zeros. */
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
