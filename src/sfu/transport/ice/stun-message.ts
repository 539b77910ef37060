import { createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

// The part of STUN (RFC 8489) that reading ICE checks, and rewriting them for other credentials, takes.

const MAGIC_COOKIE = 0x2112_a442;
const HEADER_BYTES = 20;
const LENGTH_AT = 2;
const COOKIE_AT = 4;
const TRANSACTION_AT = 8;
const ATTRIBUTE_HEADER_BYTES = 4;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const XOR_MAPPED_ADDRESS = 0x0020;
const PRIORITY = 0x0024;
const USE_CANDIDATE = 0x0025;
const FINGERPRINT = 0x8028;
const FINGERPRINT_XOR = 0x5354_554e;
const IPV4 = 0x01;
const INTEGRITY_BYTES = 20;
const REQUEST_CLASS = 0x0000;
const SUCCESS_CLASS = 0x0100;
const CLASS_BITS = 0x0110;

interface Attribute {
  readonly type: number;
  readonly value: Buffer;
  /** Where the attribute begins in the message. */
  readonly at: number;
}

export function isStun(bytes: Buffer): boolean {
  return bytes.length >= HEADER_BYTES && (bytes[0] ?? 0xff) < 4 && bytes.readUInt32BE(COOKIE_AT) === MAGIC_COOKIE;
}

/** Tells whether a STUN message is a request. */
export function isRequest(bytes: Buffer): boolean {
  return (bytes.readUInt16BE(0) & CLASS_BITS) === REQUEST_CLASS;
}

/** Returns the USERNAME of a check: "its receiver's ufrag:its sender's" (RFC 8445 section 7.2.2). */
export function usernameOf(bytes: Buffer): string | undefined {
  return attributesOf(bytes)
    .find(({ type }) => type === USERNAME)
    ?.value.toString('utf8');
}

/** Returns the ufrag of the side that a check is for; undefined for anything but a request with such a user name. */
export function ufragOfCheck(bytes: Buffer): string | undefined {
  if (!isStun(bytes) || !isRequest(bytes)) return undefined;
  const name = usernameOf(bytes) ?? '';
  const colon = name.indexOf(':');
  return colon > 0 ? name.slice(0, colon) : undefined;
}

export function transactionOf(bytes: Buffer): string {
  return bytes.toString('hex', TRANSACTION_AT, HEADER_BYTES);
}

/** Returns whether a check nominates its pair. */
export function nominates(bytes: Buffer): boolean {
  return attributesOf(bytes).some(({ type }) => type === USE_CANDIDATE);
}

/** Returns whether a message's integrity proves that its sender knows the password. */
export function isSignedBy(bytes: Buffer, password: string): boolean {
  const integrity = attributesOf(bytes).find(({ type }) => type === MESSAGE_INTEGRITY);
  if (integrity?.value.length !== INTEGRITY_BYTES) return false;
  // It covers what precedes it, with a length that includes it and nothing after it (RFC 8489 section 14.5).
  const covered = Buffer.from(bytes.subarray(0, integrity.at));
  covered.writeUInt16BE(integrity.at - HEADER_BYTES + ATTRIBUTE_HEADER_BYTES + INTEGRITY_BYTES, LENGTH_AT);
  return timingSafeEqual(createHmac('sha1', password).update(covered).digest(), integrity.value);
}

export interface Resigned {
  /** Replaces USERNAME. */
  readonly username?: string;
  /** Replaces PRIORITY. */
  readonly priority?: number;
  /** IPv4 address and port that replace XOR-MAPPED-ADDRESS: those that a check came from, which its answer carries. */
  readonly mapped?: { readonly address: string; readonly port: number };
}

/** Returns the message with other values of attributes that it has, if given, and its integrity under another password. */
export function resign(bytes: Buffer, password: string, { username, priority, mapped }: Resigned = {}): Buffer {
  const replaced = new Map<number, Buffer>();
  if (username !== undefined) replaced.set(USERNAME, Buffer.from(username, 'utf8'));
  if (priority !== undefined) replaced.set(PRIORITY, uint32(priority));
  if (mapped !== undefined) replaced.set(XOR_MAPPED_ADDRESS, xorMapped(mapped.address, mapped.port));
  const attributes = attributesOf(bytes)
    .filter(({ type }) => type !== MESSAGE_INTEGRITY && type !== FINGERPRINT)
    .map(({ type, value }) => ({ type, value: replaced.get(type) ?? value }));
  const message = Buffer.concat([bytes.subarray(0, HEADER_BYTES), ...attributes.map(write)]);
  // Each covers what precedes it, with a length that already includes it (RFC 8489 sections 14.5 and 14.7).
  const signed = append(message, MESSAGE_INTEGRITY, INTEGRITY_BYTES, (text) =>
    createHmac('sha1', password).update(text).digest(),
  );
  return append(signed, FINGERPRINT, 4, (text) => uint32((crc32(text) ^ FINGERPRINT_XOR) >>> 0));
}

/**
 * Returns an answer to a check with the address that the check came from as its peer knows it; anything else unaltered.
 * `password`: that of the side which answers.
 */
export function withMapped(bytes: Buffer, password: string, mapped: NonNullable<Resigned['mapped']>): Buffer {
  const isAnswer = isStun(bytes) && (bytes.readUInt16BE(0) & CLASS_BITS) === SUCCESS_CLASS;
  return isAnswer && isSignedBy(bytes, password) ? resign(bytes, password, { mapped }) : bytes;
}

function append(message: Buffer, type: number, bytes: number, sign: (covered: Buffer) => Buffer): Buffer {
  message.writeUInt16BE(message.length - HEADER_BYTES + ATTRIBUTE_HEADER_BYTES + bytes, LENGTH_AT);
  return Buffer.concat([message, write({ type, value: sign(message) })]);
}

function write({ type, value }: Pick<Attribute, 'type' | 'value'>): Buffer {
  const bytes = Buffer.alloc(ATTRIBUTE_HEADER_BYTES + Math.ceil(value.length / 4) * 4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, ATTRIBUTE_HEADER_BYTES);
  return bytes;
}

/** Writes the value of XOR-MAPPED-ADDRESS (RFC 8489 section 14.2). */
function xorMapped(address: string, port: number): Buffer {
  const value = Buffer.from([0, IPV4, 0, 0, ...address.split('.').map(Number)]);
  value.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 2);
  value.writeUInt32BE((value.readUInt32BE(4) ^ MAGIC_COOKIE) >>> 0, 4);
  return value;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Returns the attributes that are complete; a message of one that is cut short has none after it. */
function attributesOf(bytes: Buffer): Attribute[] {
  const attributes: Attribute[] = [];
  const end = Math.min(bytes.length, HEADER_BYTES + bytes.readUInt16BE(LENGTH_AT));
  for (let at = HEADER_BYTES; at + ATTRIBUTE_HEADER_BYTES <= end; ) {
    const length = bytes.readUInt16BE(at + 2);
    const valueAt = at + ATTRIBUTE_HEADER_BYTES;
    if (valueAt + length > end) break;
    attributes.push({ type: bytes.readUInt16BE(at), value: bytes.subarray(valueAt, valueAt + length), at });
    at = valueAt + Math.ceil(length / 4) * 4;
  }
  return attributes;
}
