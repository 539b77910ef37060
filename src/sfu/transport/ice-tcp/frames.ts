/** Bytes of the length before each packet (RFC 4571 section 2). */
const LENGTH_BYTES = 2;

/** Writes a packet as it goes over TCP: its length, then itself (RFC 4571). */
export function frame(packet: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(LENGTH_BYTES + packet.length);
  framed.writeUInt16BE(packet.length, 0);
  framed.set(packet, LENGTH_BYTES);
  return framed;
}

/** Takes packets out of a TCP stream (RFC 4571), whose chunks end anywhere. */
export class FrameReader {
  readonly #maxBytes: number;
  #rest = Buffer.alloc(0);

  /** `maxBytes`: the longest packet accepted. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Returns the packets that are complete with this chunk. Throws RangeError when one is longer than accepted. */
  read(chunk: Buffer): Buffer[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const packets: Buffer[] = [];
    let at = 0;
    while (bytes.length - at >= LENGTH_BYTES) {
      const length = bytes.readUInt16BE(at);
      if (length > this.#maxBytes) throw new RangeError(`a packet of ${length} bytes; at most ${this.#maxBytes} pass`);
      const end = at + LENGTH_BYTES + length;
      if (end > bytes.length) break;
      packets.push(bytes.subarray(at + LENGTH_BYTES, end));
      at = end;
    }
    // Copied, so that a few bytes do not keep a large chunk.
    this.#rest = Buffer.from(bytes.subarray(at));
    return packets;
  }
}
