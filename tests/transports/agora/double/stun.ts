import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';

// The part of STUN (RFC 8489) that rewriting ICE checks for other credentials takes.

const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const USERNAME = 0x0006;
const USE_CANDIDATE = 0x0025;
const MESSAGE_INTEGRITY = 0x0008;
const FINGERPRINT = 0x8028;
const FINGERPRINT_XOR = 0x5354554e;
const REQUEST_CLASS = 0x0000;
const CLASS_BITS = 0x0110;

interface Attribute {
  readonly type: number;
  readonly value: Buffer;
}

export function isStun(bytes: Buffer): boolean {
  return bytes.length >= HEADER_BYTES && (bytes[0] ?? 0xff) < 4 && bytes.readUInt32BE(4) === MAGIC_COOKIE;
}

export function isRequest(bytes: Buffer): boolean {
  return (bytes.readUInt16BE(0) & CLASS_BITS) === REQUEST_CLASS;
}

/** Returns the USERNAME of a check: "its receiver's ufrag:its sender's". */
export function usernameOf(bytes: Buffer): string | undefined {
  return attributesOf(bytes)
    .find(({ type }) => type === USERNAME)
    ?.value.toString('utf8');
}

export function transactionOf(bytes: Buffer): string {
  return bytes.toString('hex', 8, HEADER_BYTES);
}

/** Returns whether a check nominates its pair. */
export function nominates(bytes: Buffer): boolean {
  return attributesOf(bytes).some(({ type }) => type === USE_CANDIDATE);
}

/** Returns the message with another USERNAME, if given, and its integrity under another password. */
export function resign(bytes: Buffer, password: string, username?: string): Buffer {
  const attributes = attributesOf(bytes)
    .filter(({ type }) => type !== MESSAGE_INTEGRITY && type !== FINGERPRINT)
    .map((attribute) =>
      attribute.type === USERNAME && username !== undefined
        ? { type: USERNAME, value: Buffer.from(username, 'utf8') }
        : attribute,
    );
  const body = Buffer.concat(attributes.map(write));
  const message = Buffer.concat([bytes.subarray(0, HEADER_BYTES), body]);
  // Each covers what precedes it, with a length that already includes it (RFC 8489 sections 14.5 and 14.7).
  const signed = append(message, MESSAGE_INTEGRITY, 20, (text) => createHmac('sha1', password).update(text).digest());
  return append(signed, FINGERPRINT, 4, (text) => {
    const value = Buffer.alloc(4);
    value.writeUInt32BE((crc32(text) ^ FINGERPRINT_XOR) >>> 0);
    return value;
  });
}

function append(message: Buffer, type: number, bytes: number, sign: (covered: Buffer) => Buffer): Buffer {
  message.writeUInt16BE(message.length - HEADER_BYTES + 4 + bytes, 2);
  return Buffer.concat([message, write({ type, value: sign(message) })]);
}

function write({ type, value }: Attribute): Buffer {
  const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

function attributesOf(bytes: Buffer): Attribute[] {
  const attributes: Attribute[] = [];
  const end = Math.min(bytes.length, HEADER_BYTES + bytes.readUInt16BE(2));
  for (let at = HEADER_BYTES; at + 4 <= end; ) {
    const length = bytes.readUInt16BE(at + 2);
    if (at + 4 + length > end) break;
    attributes.push({ type: bytes.readUInt16BE(at), value: bytes.subarray(at + 4, at + 4 + length) });
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return attributes;
}
