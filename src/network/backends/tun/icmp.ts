import { checksum, parseAddress, sourceAddress } from './ipv4.ts';

/** Address of the routers between the hosts, which no host has. */
const ROUTER_ADDRESS = parseAddress('10.77.255.254');
const HEADER_BYTES = 20;
const ICMP_BYTES = 8;
/** Part of the packet that is quoted: its header and 8 bytes (RFC 792). */
const QUOTED_BYTES = 28;
/** Size of an error, header included. */
export const ICMP_ERROR_BYTES = HEADER_BYTES + ICMP_BYTES + QUOTED_BYTES;
const TTL = 64;
const PROTOCOL_AT = 9;
const FRAGMENT_AT = 6;
const OFFSET = 0x1fff;
const ICMP = 1;
const ECHO_REQUEST = 8;

/** Error of a router: type and code of RFC 792, and what stands in the last two bytes of its header. */
export interface IcmpError {
  readonly type: number;
  readonly code: number;
  readonly value?: number;
}

export const TIME_EXCEEDED: IcmpError = { type: 11, code: 0 };

/** Error "fragmentation needed" (RFC 1191). */
export function fragmentationNeeded(mtuBytes: number): IcmpError {
  return { type: 3, code: 4, value: mtuBytes };
}

/**
 * Writes an error about the packet at offset `at` to its sender, in place of that packet if `to` is the same memory. Returns
 * false, and writes nothing, about what must not be answered: ICMP other than an echo request, and later fragments (RFC 1122,
 * 3.2.2).
 */
export function writeIcmpError(pool: Buffer, at: number, { type, code, value = 0 }: IcmpError, to: Buffer, toAt = 0) {
  const icmpAt = at + ((pool[at] ?? 0) & 0xf) * 4;
  if (pool[at + PROTOCOL_AT] === ICMP && pool[icmpAt] !== ECHO_REQUEST) return false;
  if ((pool.readUInt16BE(at + FRAGMENT_AT) & OFFSET) !== 0) return false;
  const sender = sourceAddress(pool, at);
  const errorAt = toAt + HEADER_BYTES;
  pool.copy(to, errorAt + ICMP_BYTES, at, at + QUOTED_BYTES);
  to.fill(0, toAt, errorAt + ICMP_BYTES);
  to[toAt] = 0x45;
  to.writeUInt16BE(ICMP_ERROR_BYTES, toAt + 2);
  to[toAt + 8] = TTL;
  to[toAt + PROTOCOL_AT] = ICMP;
  to.writeUInt32BE(ROUTER_ADDRESS, toAt + 12);
  to.writeUInt32BE(sender, toAt + 16);
  to.writeUInt16BE(checksum(to, toAt, HEADER_BYTES), toAt + 10);
  to[errorAt] = type;
  to[errorAt + 1] = code;
  to.writeUInt16BE(value, errorAt + 6);
  to.writeUInt16BE(checksum(to, errorAt, ICMP_BYTES + QUOTED_BYTES), errorAt + 2);
  return true;
}
