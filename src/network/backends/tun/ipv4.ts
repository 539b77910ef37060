import { hash32 } from '../../../lib/random.ts';
import type { LinkProfile } from '../../../model/scenario/link-profile.ts';
import type { Topology } from '../../../model/scenario/network.ts';
import { packHeader, withMark } from '../../emulation/packet-header.ts';

/** IPv4 header without options (RFC 791). */
const HEADER_BYTES = 20;
const TOS_AT = 1;
const FRAGMENT_AT = 6;
const PROTOCOL_AT = 9;
const CHECKSUM_AT = 10;
const SOURCE_AT = 12;
const DESTINATION_AT = 16;
const DONT_FRAGMENT = 0x4000;
/** Bits of an offset, or of "more fragments". */
const IS_FRAGMENT = 0x3fff;
/** Bits of the offset alone. */
const OFFSET = 0x1fff;
const TCP = 6;
const UDP = 17;
const WORD = 0xffff;

/** Parses an address such as "10.77.0.1" into the 32-bit number of its packet representation. Throws for other texts. */
export function parseAddress(text: string): number {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    throw new Error(`not an IPv4 address: ${text}`);
  return parts.reduce((number, part) => number * 256 + part, 0);
}

/** Tells whether the `bytes` at offset `at` are an IPv4 packet. */
export function isIpv4(pool: Buffer, at: number, bytes: number): boolean {
  return bytes >= HEADER_BYTES && (pool[at] ?? 0) >> 4 === 4;
}

export function destinationAddress(pool: Buffer, at: number): number {
  return pool.readUInt32BE(at + DESTINATION_AT);
}

export function sourceAddress(pool: Buffer, at: number): number {
  return pool.readUInt32BE(at + SOURCE_AT);
}

/** Tells whether the IPv4 packet is UDP of any port but `port`; of fragments only the first has ports. */
export function isUdpBeside(port: number, pool: Buffer, at: number, bytes: number): boolean {
  if (pool[at + PROTOCOL_AT] !== UDP) return false;
  const portsAt = at + ((pool[at] ?? 0) & 0xf) * 4;
  const hasPorts = (pool.readUInt16BE(at + FRAGMENT_AT) & OFFSET) === 0 && portsAt + 4 <= at + bytes;
  return !hasPorts || (pool.readUInt16BE(portsAt) !== port && pool.readUInt16BE(portsAt + 2) !== port);
}

/** Tells whether any link looks at the fields of headerFields(). */
export function needsHeaderFields({ links }: Topology): boolean {
  const looks = ({ discipline, aqm, mtuBytes }: LinkProfile) =>
    discipline === 'fq-codel' || discipline === 'dualpi2' || aqm !== undefined || mtuBytes !== undefined;
  return links.some(({ profile }) => looks(profile));
}

/**
 * Returns what queues look at in the header of an IPv4 packet of `bytes`, as packHeader() does. The flow is that of RFC 8290,
 * section 4.1: addresses, protocol and ports; of fragments the ports are unknown.
 */
export function headerFields(pool: Buffer, at: number, bytes: number): number {
  const fragment = pool.readUInt16BE(at + FRAGMENT_AT);
  const protocol = pool[at + PROTOCOL_AT] ?? 0;
  const portsAt = at + ((pool[at] ?? 0) & 0xf) * 4;
  const hasPorts =
    (protocol === UDP || protocol === TCP) && (fragment & IS_FRAGMENT) === 0 && portsAt + 4 <= at + bytes;
  const ports = hasPorts ? pool.readUInt32BE(portsAt) : 0;
  const flow = hash32(hash32(sourceAddress(pool, at), destinationAddress(pool, at)), hash32(ports, protocol));
  return packHeader(flow, pool[at + TOS_AT] ?? 0, (fragment & DONT_FRAGMENT) !== 0);
}

/** Sets the ECN field to "congestion experienced", and mends the header's checksum (RFC 1624). */
export function markPacket(pool: Buffer, at: number): void {
  const before = pool.readUInt16BE(at);
  pool[at + TOS_AT] = withMark(pool[at + TOS_AT] ?? 0);
  const sum = (~pool.readUInt16BE(at + CHECKSUM_AT) & WORD) + (~before & WORD) + pool.readUInt16BE(at);
  pool.writeUInt16BE(~folded(sum) & WORD, at + CHECKSUM_AT);
}

/** Returns the checksum of `bytes` at offset `at` (RFC 1071), of which there must be an even number. */
export function checksum(pool: Buffer, at: number, bytes: number): number {
  let sum = 0;
  for (let offset = 0; offset < bytes; offset += 2) sum += pool.readUInt16BE(at + offset);
  return ~folded(sum) & WORD;
}

function folded(sum: number): number {
  let rest = sum;
  while (rest > WORD) rest = (rest & WORD) + (rest >>> 16);
  return rest;
}
