import { sequenceDistance } from '../rtp/sequence-numbers.ts';

/** RTCP packet types and feedback formats of RFC 3550, RFC 4585, RFC 5104 and RFC 3611. */
export const RTCP = {
  senderReport: 200,
  receiverReport: 201,
  sourceDescription: 202,
  bye: 203,
  transportFeedback: 205,
  payloadFeedback: 206,
  extendedReport: 207,
  nackFormat: 1,
  transportCcFormat: 15,
  pliFormat: 1,
  firFormat: 4,
} as const;

/** Writes the four-byte header of an RTCP packet; `packet.length` must be a multiple of 4. */
export function writeRtcpHeader(packet: Buffer, countOrFormat: number, packetType: number): void {
  packet.writeUInt8(0x80 | countOrFormat, 0);
  packet.writeUInt8(packetType, 1);
  packet.writeUInt16BE(packet.length / 4 - 1, 2);
}

function feedback(
  format: number,
  packetType: number,
  senderSsrc: number,
  mediaSsrc: number,
  bodyBytes: number,
): Buffer {
  const packet = Buffer.alloc(12 + bodyBytes);
  writeRtcpHeader(packet, format, packetType);
  packet.writeUInt32BE(senderSsrc, 4);
  packet.writeUInt32BE(mediaSsrc, 8);
  return packet;
}

/**
 * Writes a generic NACK (RFC 4585 section 6.2.1): each entry names a packet and, as a bit mask, lost ones among the 16
 * after it.
 */
export function writeNack(senderSsrc: number, mediaSsrc: number, sequenceNumbers: readonly number[]): Buffer {
  const entries: { first: number; following: number }[] = [];
  for (const sequenceNumber of [...sequenceNumbers].sort(sequenceDistance)) {
    const entry = entries.at(-1);
    const distance = entry === undefined ? 0 : sequenceDistance(sequenceNumber, entry.first);
    if (entry !== undefined && distance === 0) continue;
    if (entry !== undefined && distance <= 16) entry.following |= 1 << (distance - 1);
    else entries.push({ first: sequenceNumber & 0xffff, following: 0 });
  }
  const packet = feedback(RTCP.nackFormat, RTCP.transportFeedback, senderSsrc, mediaSsrc, entries.length * 4);
  for (const [index, { first, following }] of entries.entries()) {
    packet.writeUInt16BE(first, 12 + index * 4);
    packet.writeUInt16BE(following, 14 + index * 4);
  }
  return packet;
}

export function parseNack(packet: Buffer): number[] {
  const sequenceNumbers: number[] = [];
  for (let at = 12; at + 4 <= packet.length; at += 4) {
    const first = packet.readUInt16BE(at);
    const following = packet.readUInt16BE(at + 2);
    sequenceNumbers.push(first);
    for (let bit = 0; bit < 16; bit++) if ((following >> bit) & 1) sequenceNumbers.push((first + bit + 1) & 0xffff);
  }
  return sequenceNumbers;
}

/** Writes a picture loss indication (RFC 4585 section 6.3.1), which asks the sender for a keyframe. */
export function writePli(senderSsrc: number, mediaSsrc: number): Buffer {
  return feedback(RTCP.pliFormat, RTCP.payloadFeedback, senderSsrc, mediaSsrc, 0);
}

/**
 * Returns the SSRCs that a full intra request (RFC 5104 section 4.3.1) asks keyframes of: they are in its entries, not
 * in its header.
 */
export function parseFirSsrcs(packet: Buffer): number[] {
  const ssrcs: number[] = [];
  for (let at = 12; at + 8 <= packet.length; at += 8) ssrcs.push(packet.readUInt32BE(at));
  return ssrcs;
}
