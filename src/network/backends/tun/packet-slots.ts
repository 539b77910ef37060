import { BITS_PER_BYTE } from '../../../model/units.ts';
import type { PacketMemory } from '../../capture/capture.ts';
import type { PacketEditor } from '../../emulation/packet-observer.ts';
import { addressOf, read, write } from '../../linux/libc.ts';
import { markPacket } from './ipv4.ts';

/** Slot size, above the MTU of 1500 bytes; a power of two, so that slots do not straddle pages. */
const SLOT_BYTES = 2048;

/** Memory of the packets in flight, a slot each; only the part that is used is touched. */
export class PacketSlots implements PacketMemory, PacketEditor {
  readonly slotBytes = SLOT_BYTES;
  readonly slots: number;
  readonly buffer: Buffer;
  readonly #address: number;
  readonly #onCopy: (from: number, to: number) => void;

  /** `onCopy`: called for each slot that was copied. */
  constructor(slots: number, onCopy: (from: number, to: number) => void) {
    this.slots = slots;
    this.buffer = Buffer.allocUnsafeSlow(SLOT_BYTES * slots);
    this.#address = addressOf(this.buffer);
    this.#onCopy = onCopy;
  }

  /** Returns the offset of a slot in the buffer. */
  offset(slot: number): number {
    return slot * SLOT_BYTES;
  }

  /** Reads a packet from a descriptor into a slot; returns its bytes, or less than 0 if there is none. */
  readFrom(fd: number, slot: number): number {
    return read(fd, this.#address + this.offset(slot), SLOT_BYTES);
  }

  /** Writes the packet of a slot to a descriptor; returns less than 0 if it was refused. */
  writeTo(fd: number, slot: number, bytes: number): number {
    return write(fd, this.#address + this.offset(slot), bytes);
  }

  copy(from: number, to: number): void {
    this.buffer.copyWithin(this.offset(to), this.offset(from), this.offset(from + 1));
    this.#onCopy(from, to);
  }

  flipBit(slot: number, bit: number): void {
    const at = this.offset(slot) + Math.floor(bit / BITS_PER_BYTE);
    this.buffer[at] = (this.buffer[at] ?? 0) ^ (1 << (bit % BITS_PER_BYTE));
  }

  mark(slot: number): void {
    markPacket(this.buffer, this.offset(slot));
  }
}
