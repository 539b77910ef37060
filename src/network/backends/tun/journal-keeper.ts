import type { JournalPart } from '../../emulation/packet-journal.ts';
import { serialInPacket } from '../../probing/probe-packet.ts';

/** Capacity, far more than a calibration sends between two calls of take(): 4 MB, allocated when the journal begins. */
const ENTRIES = 1 << 17;
const NO_ENTRY = -1;
/** Resolution of lateness: 0.1 µs, in steps per ms. */
const STEPS_PER_MS = 1e4;

/** Packet accepted by a router; the fields are those of a JournalPart. */
export interface AcceptedPacket {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  readonly header: number;
  readonly atMs: number;
  readonly aheadMs: number;
  readonly unreadMs: number;
}

/** Records every accepted packet by its slot, and how late it was written. Recording allocates nothing. */
export class JournalKeeper {
  readonly #from = new Uint16Array(ENTRIES);
  readonly #to = new Uint16Array(ENTRIES);
  readonly #bytes = new Uint16Array(ENTRIES);
  readonly #header = new Uint32Array(ENTRIES);
  readonly #probe = new Float64Array(ENTRIES);
  readonly #atMs = new Float64Array(ENTRIES);
  readonly #aheadMs = new Float64Array(ENTRIES);
  readonly #unreadMs = new Float32Array(ENTRIES);
  readonly #lateMs = new Float32Array(ENTRIES);
  readonly #entryOf: Int32Array;
  #count = 0;
  #unrecorded: number;

  /** `unrecorded`: number of packets accepted before the journal began. */
  constructor(slots: number, unrecorded: number) {
    this.#entryOf = new Int32Array(slots).fill(NO_ENTRY);
    this.#unrecorded = unrecorded;
  }

  /** Records that the packet in a slot was accepted. `memory` holds the packet at offset `at`. */
  accepted(
    slot: number,
    { from, to, bytes, header, atMs, aheadMs, unreadMs }: AcceptedPacket,
    memory: Buffer,
    at: number,
  ): void {
    const entry = this.#count;
    this.#entryOf[slot] = entry < ENTRIES ? entry : NO_ENTRY;
    if (entry >= ENTRIES) {
      this.#unrecorded++;
      return;
    }
    this.#count = entry + 1;
    this.#from[entry] = from;
    this.#to[entry] = to;
    this.#bytes[entry] = bytes;
    this.#header[entry] = header;
    this.#probe[entry] = serialInPacket(memory, at, bytes);
    this.#atMs[entry] = atMs;
    this.#aheadMs[entry] = aheadMs;
    this.#unreadMs[entry] = unreadMs;
    this.#lateMs[entry] = Number.NaN;
  }

  /** Records that a slot holds a copy of the packet in `slot`. */
  copied(slot: number, copy: number): void {
    this.#entryOf[copy] = this.#entryOf[slot] ?? NO_ENTRY;
  }

  /** Records that the packet in a slot has ended: what is put in its place, an answer to it, is another. */
  ended(slot: number): void {
    this.#entryOf[slot] = NO_ENTRY;
  }

  /** Records the lateness of a write; the first of a packet and its copies counts. */
  wrote(slot: number, lateMs: number): void {
    const entry = this.#entryOf[slot] ?? NO_ENTRY;
    if (entry !== NO_ENTRY && Number.isNaN(this.#lateMs[entry])) this.#lateMs[entry] = lateMs;
  }

  /** Returns the records since the last call. */
  take(epochWallMs: number, takenAtMs: number): JournalPart {
    const count = this.#count;
    const column = (numbers: Float64Array | Uint16Array | Uint32Array) => Array.from(numbers.subarray(0, count));
    const part: JournalPart = {
      ...{ epochWallMs, takenAtMs, unrecorded: this.#unrecorded },
      ...{ from: column(this.#from), to: column(this.#to), bytes: column(this.#bytes), probe: column(this.#probe) },
      header: column(this.#header),
      ...{ atMs: column(this.#atMs), aheadMs: column(this.#aheadMs) },
      unreadMs: Array.from(this.#unreadMs.subarray(0, count), rounded),
      lateMs: Array.from(this.#lateMs.subarray(0, count), (ms) => (Number.isNaN(ms) ? null : rounded(ms))),
    };
    this.#count = 0;
    this.#unrecorded = 0;
    this.#entryOf.fill(NO_ENTRY);
    return part;
  }
}

function rounded(ms: number): number {
  return Math.round(ms * STEPS_PER_MS) / STEPS_PER_MS;
}
