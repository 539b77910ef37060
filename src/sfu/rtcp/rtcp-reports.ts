import { CNAME } from '../session-limits.ts';
import { RTCP, writeRtcpHeader } from './rtcp-feedback.ts';

/** Reception report on one stream (RFC 3550 section 6.4.1). */
export interface ReportBlock {
  readonly ssrc: number;
  /** Loss since the last report, in 1/256. */
  readonly fractionLost256: number;
  readonly packetsLost: number;
  readonly highestSequence: number;
  /** Interarrival jitter in units of the stream's RTP clock. */
  readonly jitter: number;
  /** Middle 32 bits of the NTP time of the last sender report; 0 if none was received. */
  readonly lastSenderReport: number;
  /** Time from that report's arrival to sending this one, in 1/65536 s. */
  readonly delaySinceLastSenderReport: number;
}

const REPORT_BLOCK_BYTES = 24;
const SDES_CNAME = 1;
/** Seconds between the NTP epoch (1900) and the Unix epoch (1970). */
const NTP_UNIX_OFFSET_S = 2_208_988_800;

/** Converts wall-clock time (ms since 1970) to NTP time: 32.32 fixed-point seconds since 1900. */
export function ntpFromWallClock(wallClockMs: number): bigint {
  const wholeSeconds = Math.floor(wallClockMs / 1000);
  const fraction = Math.floor((wallClockMs / 1000 - wholeSeconds) * 2 ** 32);
  return (BigInt(wholeSeconds + NTP_UNIX_OFFSET_S) << 32n) | BigInt(fraction);
}

/** Returns the middle 32 bits, 16.16 fixed-point seconds, by which reports refer to a time. */
export function ntpMiddle(ntp: bigint): number {
  return Number((ntp >> 16n) & 0xffffffffn);
}

export function parseReportBlocks(bytes: Buffer, count: number): ReportBlock[] {
  const blocks: ReportBlock[] = [];
  for (let at = 0; blocks.length < count && at + REPORT_BLOCK_BYTES <= bytes.length; at += REPORT_BLOCK_BYTES)
    blocks.push({
      ssrc: bytes.readUInt32BE(at),
      fractionLost256: bytes.readUInt8(at + 4),
      packetsLost: bytes.readIntBE(at + 5, 3),
      highestSequence: bytes.readUInt32BE(at + 8),
      jitter: bytes.readUInt32BE(at + 12),
      lastSenderReport: bytes.readUInt32BE(at + 16),
      delaySinceLastSenderReport: bytes.readUInt32BE(at + 20),
    });
  return blocks;
}

export function writeReceiverReport(senderSsrc: number, blocks: readonly ReportBlock[]): Buffer {
  const packet = Buffer.alloc(8 + REPORT_BLOCK_BYTES * blocks.length);
  writeRtcpHeader(packet, blocks.length, RTCP.receiverReport);
  packet.writeUInt32BE(senderSsrc, 4);
  for (const [index, block] of blocks.entries()) {
    const at = 8 + index * REPORT_BLOCK_BYTES;
    packet.writeUInt32BE(block.ssrc, at);
    packet.writeUInt8(block.fractionLost256, at + 4);
    packet.writeIntBE(Math.max(-0x80_0000, Math.min(0x7f_ffff, block.packetsLost)), at + 5, 3);
    packet.writeUInt32BE(block.highestSequence >>> 0, at + 8);
    packet.writeUInt32BE(Math.floor(block.jitter) >>> 0, at + 12);
    packet.writeUInt32BE(block.lastSenderReport, at + 16);
    packet.writeUInt32BE(block.delaySinceLastSenderReport >>> 0, at + 20);
  }
  return packet;
}

/**
 * Builds the compound packet that must carry other RTCP where reduced size was not negotiated (RFC 3550 section 6.1): a
 * report and a CNAME come first.
 */
export function writeCompound(senderSsrc: number, ...packets: readonly Buffer[]): Buffer {
  return Buffer.concat([writeReceiverReport(senderSsrc, []), writeCname(senderSsrc, CNAME), ...packets]);
}

export interface SenderReport {
  readonly ssrc: number;
  readonly ntp: bigint;
  readonly rtpTimestamp: number;
  readonly packetCount: number;
  readonly octetCount: number;
}

export function writeSenderReport(report: SenderReport): Buffer {
  const packet = Buffer.alloc(28);
  writeRtcpHeader(packet, 0, RTCP.senderReport);
  packet.writeUInt32BE(report.ssrc, 4);
  packet.writeBigUInt64BE(report.ntp, 8);
  packet.writeUInt32BE(report.rtpTimestamp >>> 0, 16);
  packet.writeUInt32BE(report.packetCount >>> 0, 20);
  packet.writeUInt32BE(report.octetCount >>> 0, 24);
  return packet;
}

/** Writes an SDES packet with a CNAME (RFC 3550 section 6.5), which every compound packet must have. */
export function writeCname(ssrc: number, cname: string): Buffer {
  const text = Buffer.from(cname, 'utf8');
  const chunkBytes = 4 + 2 + text.length + 1; // the item list ends with at least one zero byte
  const packet = Buffer.alloc(4 + Math.ceil(chunkBytes / 4) * 4);
  writeRtcpHeader(packet, 1, RTCP.sourceDescription);
  packet.writeUInt32BE(ssrc, 4);
  packet.writeUInt8(SDES_CNAME, 8);
  packet.writeUInt8(text.length, 9);
  text.copy(packet, 10);
  return packet;
}
