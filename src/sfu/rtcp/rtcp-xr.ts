import { RTCP, writeRtcpHeader } from './rtcp-feedback.ts';
import { ntpMiddle } from './rtcp-reports.ts';

/** Extended report blocks (RFC 3611) by which a peer that receives only measures its round trip. */
export const XR_RECEIVER_REFERENCE_TIME = 4;
export const XR_DLRR = 5;

/** Delay of a receiver reference time at the peer that echoes it. */
export interface ReferenceReply {
  /** SSRC that sent the reference time. */
  readonly ssrc: number;
  /** Middle 32 bits of the reference time; 0 if none was received. */
  readonly lastReceiverReport: number;
  /** Delay in 1/65536 s. */
  readonly delaySinceLastReceiverReport: number;
}

const REPLY_BYTES = 12;

export function parseReferenceReplies(block: Buffer): ReferenceReply[] {
  const replies: ReferenceReply[] = [];
  for (let at = 0; at + REPLY_BYTES <= block.length; at += REPLY_BYTES)
    replies.push({
      ssrc: block.readUInt32BE(at),
      lastReceiverReport: block.readUInt32BE(at + 4),
      delaySinceLastReceiverReport: block.readUInt32BE(at + 8),
    });
  return replies;
}

/** Writes our clock as a receiver, for the sender to echo (RFC 3611 section 4.4). */
export function writeReceiverReferenceTime(receiverSsrc: number, ntp: bigint): Buffer {
  const packet = Buffer.alloc(20);
  writeRtcpHeader(packet, 0, RTCP.extendedReport);
  packet.writeUInt32BE(receiverSsrc, 4);
  packet.writeUInt8(XR_RECEIVER_REFERENCE_TIME, 8);
  packet.writeUInt16BE(2, 10);
  packet.writeBigUInt64BE(ntp, 12);
  return packet;
}

/**
 * Writes the answer to a receiver's reference time (RFC 3611 section 4.5), from which it computes its round trip to us.
 */
export function writeDelaySinceReceiverReport(
  senderSsrc: number,
  receiverSsrc: number,
  referenceNtp: bigint,
  delayMs: number,
): Buffer {
  const packet = Buffer.alloc(24);
  writeRtcpHeader(packet, 0, RTCP.extendedReport);
  packet.writeUInt32BE(senderSsrc, 4);
  packet.writeUInt8(XR_DLRR, 8);
  packet.writeUInt16BE(3, 10);
  packet.writeUInt32BE(receiverSsrc, 12);
  packet.writeUInt32BE(ntpMiddle(referenceNtp), 16);
  packet.writeUInt32BE(Math.round(delayMs * 65.536) >>> 0, 20);
  return packet;
}
