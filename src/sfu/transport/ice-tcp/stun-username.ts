/** Layout of a STUN message (RFC 8489 section 5): type, length, magic cookie, transaction id, then attributes. */
const HEADER_BYTES = 20;
const LENGTH_AT = 2;
const COOKIE_AT = 4;
const MAGIC_COOKIE = 0x2112_a442;
const BINDING_REQUEST = 0x0001;
/** Layout of an attribute (section 14): type, length, value, padding to a multiple of 4. */
const ATTRIBUTE_BYTES = 4;
const USERNAME = 0x0006;

/**
 * Returns the ufrag of the side that a connectivity check is for: USERNAME holds the receiver's, a colon and the
 * sender's (RFC 8445 section 7.2.2). Returns undefined for anything but a binding request with a user name. The check's
 * integrity is left to the ICE agent, which knows the password.
 */
export function ufragOfCheck(packet: Buffer): string | undefined {
  if (packet.length < HEADER_BYTES || packet.readUInt16BE(0) !== BINDING_REQUEST) return undefined;
  if (packet.readUInt32BE(COOKIE_AT) !== MAGIC_COOKIE) return undefined;
  const end = HEADER_BYTES + packet.readUInt16BE(LENGTH_AT);
  if (end > packet.length) return undefined;
  for (let at = HEADER_BYTES; at + ATTRIBUTE_BYTES <= end; ) {
    const length = packet.readUInt16BE(at + 2);
    const valueAt = at + ATTRIBUTE_BYTES;
    if (valueAt + length > end) return undefined;
    if (packet.readUInt16BE(at) === USERNAME) {
      const name = packet.toString('latin1', valueAt, valueAt + length);
      const colon = name.indexOf(':');
      return colon > 0 ? name.slice(0, colon) : undefined;
    }
    at = valueAt + Math.ceil(length / 4) * 4;
  }
  return undefined;
}
