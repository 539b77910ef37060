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

/** Keeps the latest packets sent on one stream, by their 16-bit sequence number. */
export class RetransmissionBuffer<T> {
  readonly #slots: (BufferedPacket<T> | undefined)[] = new Array<BufferedPacket<T> | undefined>(
    RETRANSMISSION_BUFFER_PACKETS,
  );

  put(sequenceNumber: number, packet: T, sentMs: number): void {
    this.#slots[sequenceNumber % RETRANSMISSION_BUFFER_PACKETS] = {
      sequenceNumber,
      packet,
      sentMs,
      retransmittedMs: undefined,
    };
  }

  /** Returns undefined for a packet that was never sent or has been overwritten by a newer one. */
  get(sequenceNumber: number): BufferedPacket<T> | undefined {
    const cached = this.#slots[sequenceNumber % RETRANSMISSION_BUFFER_PACKETS];
    return cached?.sequenceNumber === sequenceNumber ? cached : undefined;
  }
}
