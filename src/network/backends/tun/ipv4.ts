/** IPv4 header without options (RFC 791). */
const HEADER_BYTES = 20;
const DESTINATION_AT = 16;

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
