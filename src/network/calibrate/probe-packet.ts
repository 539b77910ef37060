/** "lh" and what follows: kind, way, place in the way's plan, time sent. Little endian. */
const MAGIC = 0x686c;
const BYTES = 17;

export type ProbePacket =
  /** From a host to the origin until it is heard: tells where its answers have to go. */
  | { readonly kind: 'hello'; readonly way: number }
  | { readonly kind: 'probe'; readonly way: number; readonly probe: number; readonly sentMs: number };

const KINDS = ['hello', 'probe'] as const;

/** `bytes` of payload, filled up with zeros. */
export function encodeProbe(packet: ProbePacket, bytes = BYTES): Buffer {
  const buffer = Buffer.alloc(Math.max(bytes, BYTES));
  buffer.writeUInt16LE(MAGIC, 0);
  buffer.writeUInt8(KINDS.indexOf(packet.kind), 2);
  buffer.writeUInt16LE(packet.way, 3);
  if (packet.kind === 'probe') {
    buffer.writeUInt32LE(packet.probe, 5);
    buffer.writeDoubleLE(packet.sentMs, 9);
  }
  return buffer;
}

/** Undefined for what is no probe of ours. */
export function decodeProbe(buffer: Buffer): ProbePacket | undefined {
  if (buffer.length < BYTES || buffer.readUInt16LE(0) !== MAGIC) return undefined;
  const kind = KINDS[buffer.readUInt8(2)];
  const way = buffer.readUInt16LE(3);
  if (kind === undefined) return undefined;
  return kind === 'probe'
    ? { kind, way, probe: buffer.readUInt32LE(5), sentMs: buffer.readDoubleLE(9) }
    : { kind, way };
}
