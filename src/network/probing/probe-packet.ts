/** Payload layout, little endian: "lh", then the kind, then a probe's serial number. */
const MAGIC = 0x686c;
const KIND_AT = 2;
const SERIAL_AT = 3;
/** Minimum payload of a probe. */
export const LEAST_PROBE_BYTES = 7;

export type ProbePacket =
  /** Sent by a host to the origin until it is heard: shows the origin where to send its probes. */
  { readonly kind: 'hello' } | { readonly kind: 'probe'; readonly serial: number };

const HELLO = 0;
const PROBE = 1;

/** Sizes of an IPv4 header without options and of a UDP header. */
const IP_HEADER_BYTES = 20;
const UDP_HEADER_BYTES = 8;
export const HEADER_BYTES = IP_HEADER_BYTES + UDP_HEADER_BYTES;
const PROTOCOL_AT = 9;
const UDP = 17;

/** Encodes a packet into a payload of `bytes`, padded with zeros. */
export function encodeProbe(packet: ProbePacket, bytes = LEAST_PROBE_BYTES): Buffer {
  const buffer = Buffer.alloc(Math.max(bytes, LEAST_PROBE_BYTES));
  buffer.writeUInt16LE(MAGIC, 0);
  buffer.writeUInt8(packet.kind === 'probe' ? PROBE : HELLO, KIND_AT);
  if (packet.kind === 'probe') buffer.writeUInt32LE(packet.serial, SERIAL_AT);
  return buffer;
}

/** Decodes a payload; undefined for any other packet. */
export function decodeProbe(buffer: Buffer): ProbePacket | undefined {
  if (buffer.length < LEAST_PROBE_BYTES || buffer.readUInt16LE(0) !== MAGIC) return undefined;
  switch (buffer.readUInt8(KIND_AT)) {
    case HELLO:
      return { kind: 'hello' };
    case PROBE:
      return { kind: 'probe', serial: buffer.readUInt32LE(SERIAL_AT) };
    default:
      return undefined;
  }
}

/** Tells whether the IPv4 packet of `bytes` at offset `at` is one of ours: a probe, or the greeting before it. */
export function isOwnPacket(memory: Buffer, at: number, bytes: number): boolean {
  const payloadAt = at + HEADER_BYTES;
  return (
    bytes >= HEADER_BYTES + LEAST_PROBE_BYTES &&
    memory[at + PROTOCOL_AT] === UDP &&
    memory.readUInt16LE(payloadAt) === MAGIC
  );
}

/** Returns the serial number of the probe in the IPv4 packet of `bytes` at offset `at`; -1 when it is not a probe. */
export function serialInPacket(memory: Buffer, at: number, bytes: number): number {
  const payloadAt = at + HEADER_BYTES;
  const isProbe = isOwnPacket(memory, at, bytes) && memory[payloadAt + KIND_AT] === PROBE;
  return isProbe ? memory.readUInt32LE(payloadAt + SERIAL_AT) : -1;
}
