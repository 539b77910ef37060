import { describe, expect, it } from 'vitest';
import { parseRtcp } from '../../../src/sfu/rtcp/rtcp.ts';
import { writeNack, writePli } from '../../../src/sfu/rtcp/rtcp-feedback.ts';
import {
  ntpFromWallClock,
  ntpMiddle,
  writeCname,
  writeReceiverReport,
  writeSenderReport,
} from '../../../src/sfu/rtcp/rtcp-reports.ts';
import { writeDelaySinceReceiverReport, writeReceiverReferenceTime } from '../../../src/sfu/rtcp/rtcp-xr.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

const block = {
  ssrc: 0x11111111,
  fractionLost256: 64,
  packetsLost: -2,
  highestSequence: 0x00010005,
  jitter: 90,
  lastSenderReport: 0xaabbccdd,
  delaySinceLastSenderReport: 0x00010000,
};

describe('RTCP', () => {
  it('writes a sender report according to RFC 3550 section 6.4.1', () => {
    const report = {
      ssrc: 0x01020304,
      ntp: 0xe1e2e3e4f1f2f3f4n,
      rtpTimestamp: 0xffffffff,
      packetCount: 7,
      octetCount: 700,
    };
    expect(writeSenderReport(report)).toEqual(hex('80 c8 0006 01020304 e1e2e3e4 f1f2f3f4 ffffffff 00000007 000002bc'));
  });

  it('writes and reads a receiver report, negative loss included', () => {
    const bytes = writeReceiverReport(0x0a0b0c0d, [block]);
    expect(bytes).toEqual(hex('81 c9 0007 0a0b0c0d 11111111 40 fffffe 00010005 0000005a aabbccdd 00010000'));
    expect(parseRtcp(bytes)).toEqual([{ type: 'receiver-report', ssrc: 0x0a0b0c0d, reports: [block] }]);
  });

  it('reads a compound packet of sender report, SDES and feedback in order', () => {
    const report = { ssrc: 5, ntp: 0x0000000100000002n, rtpTimestamp: 3, packetCount: 4, octetCount: 5 };
    const bytes = Buffer.concat([writeSenderReport(report), writeCname(5, 'longhaul'), writePli(1, 9)]);
    expect(parseRtcp(bytes)).toEqual([
      { type: 'sender-report', ssrc: 5, ntp: 0x0000000100000002n, rtpTimestamp: 3, reports: [] },
      { type: 'pli', mediaSsrc: 9 },
    ]);
  });

  it('ends the items of a CNAME with a zero byte, on a word boundary', () => {
    expect(writeCname(1, 'ab')).toEqual(hex('81 ca 0003 00000001 01 02 6162 00 000000'));
    expect(writeCname(1, 'abcdef')).toEqual(hex('81 ca 0004 00000001 01 06 616263646566 00 000000'));
  });

  it('packs lost packets into as few NACK entries as their distances allow', () => {
    const bytes = writeNack(1, 2, [100, 101, 116, 117]);
    // 101 and 116 are bits 0 and 15 of 100's entry; 117 is 17 after it and starts another.
    expect(bytes).toEqual(hex('81 cd 0004 00000001 00000002 0064 8001 0075 0000'));
    expect(parseRtcp(bytes)).toEqual([{ type: 'nack', mediaSsrc: 2, sequenceNumbers: [100, 101, 116, 117] }]);
  });

  it('packs lost packets across the wrap, in any order', () => {
    const bytes = writeNack(1, 2, [1, 0xffff, 0xffff, 0]);
    expect(bytes).toEqual(hex('81 cd 0003 00000001 00000002 ffff 0003'));
    expect(parseRtcp(bytes)).toEqual([{ type: 'nack', mediaSsrc: 2, sequenceNumbers: [0xffff, 0, 1] }]);
  });

  it('writes PLI and reads FIR', () => {
    expect(writePli(0x01020304, 0x05060708)).toEqual(hex('81 ce 0002 01020304 05060708'));
    expect(parseRtcp(hex('84 ce 0004 00000001 00000000 0000002a 07000000'))).toEqual([
      { type: 'fir', mediaSsrcs: [42] },
    ]);
  });

  it('reads a receiver reference time and answers it with DLRR (RFC 3611)', () => {
    const request = hex('80 cf 0004 00000007 04 00 0002 12345678 9abcdef0');
    expect(parseRtcp(request)).toEqual([{ type: 'receiver-reference-time', ssrc: 7, ntp: 0x123456789abcdef0n }]);
    // The middle 32 bits of the time come back, with the delay in 1/65536 s.
    expect(writeDelaySinceReceiverReport(9, 7, 0x123456789abcdef0n, 500)).toEqual(
      hex('80 cf 0005 00000009 05 00 0003 00000007 56789abc 00008000'),
    );
  });

  it('writes a reference time, and reads the answers', () => {
    expect(writeReceiverReferenceTime(7, 0x123456789abcdef0n)).toEqual(
      hex('80 cf 0004 00000007 04 00 0002 12345678 9abcdef0'),
    );
    const answer = writeDelaySinceReceiverReport(9, 7, 0x123456789abcdef0n, 500);
    const reply = { ssrc: 7, lastReceiverReport: 0x56789abc, delaySinceLastReceiverReport: 0x8000 };
    expect(parseRtcp(answer)).toEqual([{ type: 'delay-since-receiver-report', replies: [reply] }]);
  });

  it('strips padding, and skips a packet whose padding exceeds it', () => {
    expect(parseRtcp(hex('a1 cd 0004 00000001 00000002 00070000 00000004'))).toEqual([
      { type: 'nack', mediaSsrc: 2, sequenceNumbers: [7] },
    ]);
    expect(parseRtcp(hex('a1 cd 0004 00000001 00000002 00070000 000000ff'))).toEqual([]);
  });

  it('reads BYE', () => {
    expect(parseRtcp(hex('82 cb 0002 00000001 00000002'))).toEqual([{ type: 'bye', ssrcs: [1, 2] }]);
  });

  it('skips truncated, unknown and wrong-version packets, and keeps what comes before', () => {
    expect(parseRtcp(Buffer.concat([writePli(1, 2), hex('81 cd 0005 00000001')]))).toHaveLength(1);
    expect(parseRtcp(hex('8f ce 0002 00000001 00000002'))).toEqual([]);
    expect(parseRtcp(hex('01 ce 0002 00000001 00000002'))).toEqual([]);
    expect(parseRtcp(hex('80 c8 0001 00000001'))).toEqual([]);
    expect(parseRtcp(Buffer.alloc(3))).toEqual([]);
  });

  it('counts NTP time from 1900 in 32.32 fixed point', () => {
    expect(ntpFromWallClock(0)).toBe(2_208_988_800n << 32n);
    expect(ntpFromWallClock(1500)).toBe((2_208_988_801n << 32n) | 0x8000_0000n);
    expect(ntpMiddle(0x1111_2222_3333_4444n)).toBe(0x2222_3333);
  });
});
