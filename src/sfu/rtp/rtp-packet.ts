/** RTP packet (RFC 3550 section 5.1) with its header extensions (RFC 8285). */
export interface RtpPacket {
  readonly marker: boolean;
  readonly payloadType: number;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly ssrc: number;
  /** Values by negotiated id; views into the packet's bytes. */
  readonly extensions: ReadonlyMap<number, Buffer>;
  /** Payload without padding; a view into the packet's bytes. */
  readonly payload: Buffer;
}

export type RtpExtension = readonly [id: number, value: Buffer];

export interface RtpToWrite {
  readonly marker: boolean;
  readonly payloadType: number;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly extensions: readonly RtpExtension[];
  /** For a receiver that does not mix header sizes (RFC 8285 section 6): omit what does not fit a one-byte header. */
  readonly oneByteOnly?: boolean;
  readonly payload: Buffer;
  /** For a retransmission: the original sequence number, written before the payload (RFC 4588 section 4). */
  readonly originalSequenceNumber?: number;
  /** Length of padding, 1 to 255 bytes. */
  readonly paddingBytes?: number;
}

const FIXED_HEADER_BYTES = 12;
const ONE_BYTE_PROFILE = 0xbede;
const TWO_BYTE_PROFILE = 0x1000;
/** Limits of one-byte headers: ids 1..14, values of 1..16 bytes; id 15 ends the list. */
const ONE_BYTE_MAX_ID = 14;
const ONE_BYTE_MAX_LENGTH = 16;

/** Distinguishes RTCP on a shared port (RFC 5761 section 4): its packet types fill 192..223 of the second byte. */
export function isRtcp(bytes: Buffer): boolean {
  const second = bytes[1] ?? 0;
  return second >= 192 && second <= 223;
}

/** Parses a packet. Returns undefined for a wrong version or lengths beyond the end. */
export function parseRtp(bytes: Buffer): RtpPacket | undefined {
  if (bytes.length < FIXED_HEADER_BYTES) return undefined;
  const first = bytes.readUInt8(0);
  if (first >> 6 !== 2) return undefined;
  let payloadStart = FIXED_HEADER_BYTES + (first & 0x0f) * 4;
  let extensions: ReadonlyMap<number, Buffer> = new Map();
  if (first & 0x10) {
    if (payloadStart + 4 > bytes.length) return undefined;
    const profile = bytes.readUInt16BE(payloadStart);
    const end = payloadStart + 4 + bytes.readUInt16BE(payloadStart + 2) * 4;
    if (end > bytes.length) return undefined;
    extensions = parseExtensions(profile, bytes.subarray(payloadStart + 4, end));
    payloadStart = end;
  }
  const paddingBytes = first & 0x20 ? bytes.readUInt8(bytes.length - 1) : 0;
  const payloadEnd = bytes.length - paddingBytes;
  if (payloadStart > payloadEnd) return undefined;
  const second = bytes.readUInt8(1);
  return {
    marker: (second & 0x80) !== 0,
    payloadType: second & 0x7f,
    sequenceNumber: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    ssrc: bytes.readUInt32BE(8),
    extensions,
    payload: bytes.subarray(payloadStart, payloadEnd),
  };
}

function parseExtensions(profile: number, data: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  const oneByte = profile === ONE_BYTE_PROFILE;
  if (!oneByte && (profile & 0xfff0) !== TWO_BYTE_PROFILE) return found;
  let at = 0;
  while (at < data.length) {
    const head = data.readUInt8(at);
    if (head === 0) {
      at += 1; // padding between elements
      continue;
    }
    if (oneByte && head >> 4 > ONE_BYTE_MAX_ID) break;
    if (!oneByte && at + 1 >= data.length) break;
    const id = oneByte ? head >> 4 : head;
    const length = oneByte ? (head & 0x0f) + 1 : data.readUInt8(at + 1);
    const start = at + (oneByte ? 1 : 2);
    if (start + length > data.length) break;
    found.set(id, data.subarray(start, start + length));
    at = start + length;
  }
  return found;
}

function fitsOneByte([id, { length }]: RtpExtension): boolean {
  return id <= ONE_BYTE_MAX_ID && length >= 1 && length <= ONE_BYTE_MAX_LENGTH;
}

/** Writes a packet into as many bytes as it needs, which `take` provides with anything in them. */
export function writeRtp(packet: RtpToWrite, take: (length: number) => Buffer = Buffer.allocUnsafe): Buffer {
  const { payload, originalSequenceNumber, paddingBytes = 0 } = packet;
  const extensions = packet.oneByteOnly ? packet.extensions.filter(fitsOneByte) : packet.extensions;
  let twoByte = false;
  let values = 0;
  for (const extension of extensions) {
    twoByte ||= !fitsOneByte(extension);
    values += extension[1].length;
  }
  const elementHeader = twoByte ? 2 : 1;
  const elements = values + elementHeader * extensions.length;
  const elementWords = Math.ceil(elements / 4);
  const headerBytes = FIXED_HEADER_BYTES + (extensions.length > 0 ? 4 + elementWords * 4 : 0);
  const prefixBytes = originalSequenceNumber === undefined ? 0 : 2;

  const bytes = take(headerBytes + prefixBytes + payload.length + paddingBytes);
  bytes[0] = 0x80 | (paddingBytes > 0 ? 0x20 : 0) | (extensions.length > 0 ? 0x10 : 0);
  bytes[1] = (packet.marker ? 0x80 : 0) | packet.payloadType;
  bytes.writeUInt16BE(packet.sequenceNumber & 0xffff, 2);
  bytes.writeUInt32BE(packet.timestamp >>> 0, 4);
  bytes.writeUInt32BE(packet.ssrc >>> 0, 8);
  if (extensions.length > 0) {
    bytes.writeUInt16BE(twoByte ? TWO_BYTE_PROFILE : ONE_BYTE_PROFILE, 12);
    bytes.writeUInt16BE(elementWords, 14);
    let at = 16;
    for (const [id, value] of extensions) {
      if (twoByte) {
        bytes[at] = id;
        bytes[at + 1] = value.length;
      } else bytes[at] = (id << 4) | (value.length - 1);
      // A few bytes: copy() would cost more than it copies.
      for (let i = 0; i < value.length; i++) bytes[at + elementHeader + i] = value[i] ?? 0;
      at += elementHeader + value.length;
    }
    for (; at < headerBytes; at++) bytes[at] = 0;
  }
  if (originalSequenceNumber !== undefined) bytes.writeUInt16BE(originalSequenceNumber & 0xffff, headerBytes);
  payload.copy(bytes, headerBytes + prefixBytes);
  if (paddingBytes > 0) bytes.fill(0, bytes.length - paddingBytes).writeUInt8(paddingBytes, bytes.length - 1);
  return bytes;
}

/** Unwraps a retransmission (RFC 4588 section 4). Returns undefined for padding, which carries no original packet. */
export function unwrapRtx(payload: Buffer): { readonly sequenceNumber: number; readonly payload: Buffer } | undefined {
  return payload.length < 2 ? undefined : { sequenceNumber: payload.readUInt16BE(0), payload: payload.subarray(2) };
}
