/**
 * Packets kept for retransmission: about 7 s of 2 Mbit/s video. A power of two, so that the slot follows from the
 * sequence number.
 */
export const RETRANSMISSION_BUFFER_PACKETS = 2048;

export interface BufferedPacket<T> {
  readonly sequenceNumber: number;
  readonly packet: T;
  /** Time of the first transmission. */
  readonly sentMs: number;
  /** Time of the last retransmission, if any. */
  retransmittedMs: number | undefined;
}

type Slot<T> = { -readonly [K in keyof BufferedPacket<T>]: BufferedPacket<T>[K] };

/** Keeps the latest packets sent on one stream, by their 16-bit sequence number. */
export class RetransmissionBuffer<T> {
  readonly #slots: (Slot<T> | undefined)[] = new Array<Slot<T> | undefined>(RETRANSMISSION_BUFFER_PACKETS);

  /** Keeps a packet in place of the one 2048 numbers before; slots are reused, since packets live for seconds. */
  put(sequenceNumber: number, packet: T, sentMs: number): void {
    const index = sequenceNumber % RETRANSMISSION_BUFFER_PACKETS;
    const slot = this.#slots[index];
    if (slot === undefined) {
      this.#slots[index] = { sequenceNumber, packet, sentMs, retransmittedMs: undefined };
      return;
    }
    slot.sequenceNumber = sequenceNumber;
    slot.packet = packet;
    slot.sentMs = sentMs;
    slot.retransmittedMs = undefined;
  }

  /** Returns undefined for a packet that was never sent or has been overwritten by a newer one. The next `put` may change it. */
  get(sequenceNumber: number): BufferedPacket<T> | undefined {
    const cached = this.#slots[sequenceNumber % RETRANSMISSION_BUFFER_PACKETS];
    return cached?.sequenceNumber === sequenceNumber ? cached : undefined;
  }
}
