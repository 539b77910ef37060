/** Packets kept for resending: about 7 s of 2 Mbit/s video. A power of two, so that slots follow from sequence numbers. */
export const RTX_CACHE_PACKETS = 2048;

export interface CachedPacket<T> {
  readonly sequenceNumber: number;
  readonly packet: T;
  /** First. */
  readonly sentMs: number;
  /** When it was last resent; undefined if never. */
  resentMs: number | undefined;
}

/** The last packets sent on one stream, by their 16-bit sequence number. */
export class RetransmissionBuffer<T> {
  readonly #slots: (CachedPacket<T> | undefined)[] = new Array<CachedPacket<T> | undefined>(RTX_CACHE_PACKETS);

  put(sequenceNumber: number, packet: T, sentMs: number): void {
    this.#slots[sequenceNumber % RTX_CACHE_PACKETS] = { sequenceNumber, packet, sentMs, resentMs: undefined };
  }

  /** Undefined when it was never sent, or pushed out by newer ones. */
  get(sequenceNumber: number): CachedPacket<T> | undefined {
    const cached = this.#slots[sequenceNumber % RTX_CACHE_PACKETS];
    return cached?.sequenceNumber === sequenceNumber ? cached : undefined;
  }
}
