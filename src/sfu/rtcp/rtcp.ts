import { parseFirSsrcs, parseNack, RTCP } from './rtcp-feedback.ts';
import { parseReportBlocks, type ReportBlock } from './rtcp-reports.ts';
import { parseReferenceReplies, type ReferenceReply, XR_DLRR, XR_RECEIVER_REFERENCE_TIME } from './rtcp-xr.ts';
import { parseTransportFeedback, type TransportFeedback } from './transport-cc.ts';

/** RTCP messages that the origin understands; others (SDES, REMB, APP) are skipped. */
export type RtcpMessage =
  | {
      readonly type: 'sender-report';
      readonly ssrc: number;
      /** NTP time: 32.32 fixed-point seconds since 1900. */
      readonly ntp: bigint;
      readonly rtpTimestamp: number;
      readonly reports: readonly ReportBlock[];
    }
  | { readonly type: 'receiver-report'; readonly ssrc: number; readonly reports: readonly ReportBlock[] }
  | { readonly type: 'nack'; readonly mediaSsrc: number; readonly sequenceNumbers: readonly number[] }
  | { readonly type: 'pli'; readonly mediaSsrc: number }
  | { readonly type: 'fir'; readonly mediaSsrcs: readonly number[] }
  | ({ readonly type: 'transport-cc' } & TransportFeedback)
  /** Clock of a receiver (RFC 3611 section 4.4), to be answered with DLRR so that it learns its round trip. */
  | { readonly type: 'receiver-reference-time'; readonly ssrc: number; readonly ntp: bigint }
  /** Echoes of our reference times (RFC 3611 section 4.5), from which the round trip to a sender follows. */
  | { readonly type: 'delay-since-receiver-report'; readonly replies: readonly ReferenceReply[] }
  | { readonly type: 'bye'; readonly ssrcs: readonly number[] };

const PADDED = 0x20;

/** Parses a compound packet. Skips unknown messages, and everything after one that is cut off. */
export function parseRtcp(bytes: Buffer): RtcpMessage[] {
  const messages: RtcpMessage[] = [];
  let at = 0;
  while (at + 4 <= bytes.length && bytes.readUInt8(at) >> 6 === 2) {
    const end = at + (bytes.readUInt16BE(at + 2) + 1) * 4;
    if (end > bytes.length) break;
    // The last byte of padding gives its length (RFC 3550 section 6.4.1); a length beyond the packet invalidates it.
    const padding = bytes.readUInt8(at) & PADDED ? bytes.readUInt8(end - 1) : 0;
    if (at + 4 + padding <= end) messages.push(...parseOne(bytes.subarray(at, end - padding)));
    at = end;
  }
  return messages;
}

function parseOne(packet: Buffer): RtcpMessage[] {
  const count = packet.readUInt8(0) & 0x1f;
  const ssrc = packet.length >= 8 ? packet.readUInt32BE(4) : 0;
  switch (packet.readUInt8(1)) {
    case RTCP.senderReport:
      if (packet.length < 28) return [];
      return [
        {
          type: 'sender-report',
          ssrc,
          ntp: packet.readBigUInt64BE(8),
          rtpTimestamp: packet.readUInt32BE(16),
          reports: parseReportBlocks(packet.subarray(28), count),
        },
      ];
    case RTCP.receiverReport:
      return [{ type: 'receiver-report', ssrc, reports: parseReportBlocks(packet.subarray(8), count) }];
    case RTCP.bye:
      return [{ type: 'bye', ssrcs: readSsrcs(packet, count) }];
    case RTCP.transportFeedback:
      if (packet.length < 16) return [];
      if (count === RTCP.nackFormat)
        return [{ type: 'nack', mediaSsrc: packet.readUInt32BE(8), sequenceNumbers: parseNack(packet) }];
      if (count === RTCP.transportCcFormat) {
        const feedback = parseTransportFeedback(packet);
        return feedback === undefined ? [] : [{ type: 'transport-cc', ...feedback }];
      }
      return [];
    case RTCP.payloadFeedback:
      if (packet.length < 12) return [];
      if (count === RTCP.pliFormat) return [{ type: 'pli', mediaSsrc: packet.readUInt32BE(8) }];
      if (count === RTCP.firFormat) return [{ type: 'fir', mediaSsrcs: parseFirSsrcs(packet) }];
      return [];
    case RTCP.extendedReport:
      return parseExtendedReport(packet, ssrc);
    default:
      return [];
  }
}

function readSsrcs(packet: Buffer, count: number): number[] {
  const ssrcs: number[] = [];
  for (let at = 4; ssrcs.length < count && at + 4 <= packet.length; at += 4) ssrcs.push(packet.readUInt32BE(at));
  return ssrcs;
}

function parseExtendedReport(packet: Buffer, ssrc: number): RtcpMessage[] {
  const messages: RtcpMessage[] = [];
  for (let at = 8; at + 4 <= packet.length; ) {
    const end = at + 4 + packet.readUInt16BE(at + 2) * 4;
    if (end > packet.length) break;
    const type = packet.readUInt8(at);
    const block = packet.subarray(at + 4, end);
    if (type === XR_RECEIVER_REFERENCE_TIME && block.length >= 8)
      messages.push({ type: 'receiver-reference-time', ssrc, ntp: block.readBigUInt64BE(0) });
    if (type === XR_DLRR) messages.push({ type: 'delay-since-receiver-report', replies: parseReferenceReplies(block) });
    at = end;
  }
  return messages;
}
