import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/lib/random.ts';
import { LayerMeter } from '../../src/sfu/layers/layer-meter.ts';
import { PublisherTrack } from '../../src/sfu/publisher/publisher-track.ts';
import { parseRtcp } from '../../src/sfu/rtcp/rtcp.ts';
import { parseRtp } from '../../src/sfu/rtp/rtp-packet.ts';
import type { CodecId } from '../../src/sfu/sdp/codecs.ts';
import { ViewerTrack } from '../../src/sfu/viewer/viewer-track.ts';

/** Values at which readers of lengths, indices and flags break. */
const BYTES = [
  0, 1, 2, 3, 4, 5, 7, 8, 0x0f, 0x10, 0x1f, 0x3f, 0x40, 0x7f, 0x80, 0x81, 0x90, 0xbe, 0xbf, 0xc0, 0xde, 0xf0, 0xfe,
  0xff,
];
const PACKETS = 4000;
const [TYPE, RTX_TYPE] = [96, 97];
/** Packet size: room for a header with extensions, and up to so much more. */
const [MIN_BYTES, MAX_BYTES] = [40, 60];

const extensionIds = { mid: 1, rid: 2, repairedRid: 3, transportCc: 4, absSendTime: 5, dependencyDescriptor: 6 };
const offered = { payloadType: TYPE, rtxPayloadType: RTX_TYPE, name: 'x', clockRate: 90_000, fmtp: '', feedback: [] };

/**
 * Returns an RTP packet whose bytes after the first two may be any of those above; often with a known payload type and
 * extension.
 */
function packet(random: () => number, type: number): Buffer {
  const bytes = Buffer.alloc(MIN_BYTES + Math.floor(random() * MAX_BYTES));
  for (let at = 0; at < bytes.length; at++) bytes[at] = BYTES[Math.floor(random() * BYTES.length)] ?? 0;
  bytes[0] = 0x80 | (random() < 0.7 ? 0x10 : 0) | (random() < 0.1 ? 0x20 : 0) | (random() < 0.05 ? 3 : 0);
  bytes[1] = (random() < 0.5 ? 0x80 : 0) | type;
  // Mostly one source, mostly with continuous numbers: a restart each time would not get far.
  if (random() < 0.9) bytes.writeUInt32BE(7, 8);
  if ((bytes[0] ?? 0) & 0x10) {
    bytes.writeUInt32BE(0xbede_0005, 12);
    const id = [2, 2, 3, 4, 6][Math.floor(random() * 5)] ?? 6;
    // Extensions that carry names, mostly intact ones.
    const isName = id < 4 && random() < 0.9;
    bytes.writeUInt8((id << 4) | (isName ? 0 : Math.floor(random() * 16)), 16);
    if (isName) bytes.write(random() < 0.5 ? 'a' : 'b', 17, 'latin1');
  }
  return bytes;
}

describe('packets with hostile values in any field', () => {
  const codecs: readonly CodecId[] = ['vp8', 'h264', 'h264-high', 'vp9', 'av1', 'opus', 'red'];
  it.each(codecs.flatMap((codec) => [[codec, []] as const, [codec, ['a', 'b']] as const]))(
    'of %s, simulcast streams %j, are forwarded or dropped, and forwarded ones can be parsed',
    (codec, rids) => {
      const random = createRandom(codec.length * 100 + rids.length);
      const kind = codec === 'opus' || codec === 'red' ? 'audio' : 'video';
      const track = new PublisherTrack({
        kind,
        codec,
        offered: { ...offered, codec },
        extensionIds,
        ssrc: undefined,
        rids,
      });
      const viewer = new ViewerTrack({ kind, codec, offered: { ...offered, codec }, extensionIds, mid: '0' });
      const meter = new LayerMeter();
      let [forwarded, left] = [0, 0];
      for (let count = 0; count < PACKETS; count++) {
        const bytes = packet(random, random() < 0.9 ? TYPE : RTX_TYPE);
        if (random() < 0.95) bytes.writeUInt16BE(count & 0xffff, 2);
        const read = parseRtp(bytes);
        if (read === undefined) continue;
        for (const source of track.receive(read, count * 10)) {
          forwarded += 1;
          if (kind === 'video') meter.receive(source);
          if (source.restarts) viewer.sourceRestarted(source.encoding);
          const outgoing = viewer.rewrite(source, viewer.admit(source), () => undefined);
          if (outgoing === undefined) continue;
          const written = parseRtp(viewer.write(outgoing, count & 0xffff, count * 10));
          expect(written?.sequenceNumber).toBe(outgoing.sequenceNumber);
          expect(parseRtp(viewer.writeRetransmission(outgoing, count & 0xffff, count * 10))).toBeDefined();
          left += 1;
        }
        if (count % 50 === 0)
          for (const { rateBps } of meter.rungs(count * 10)) expect(rateBps).toBeGreaterThanOrEqual(0);
        for (const encoding of track.encodings) {
          encoding.senderReport(BigInt.asUintN(64, BigInt(count) << 56n), 0xffff_ffff, count * 10);
          expect(encoding.takeNacks(count * 10).length).toBeLessThanOrEqual(1000);
          encoding.takeFrameCounts(count * 10);
          encoding.takeReportBlock(count * 10);
        }
      }
      // Enough must get through: a packet dropped at the door tests nothing behind it.
      expect(forwarded).toBeGreaterThan(PACKETS / 40);
      expect(left).toBeGreaterThan(20);
    },
  );

  it('of RTCP are parsed as far as possible, and never beyond their end', () => {
    const random = createRandom(1805);
    const types = [192, 200, 201, 202, 203, 204, 205, 206, 207, 208];
    const seen = new Set<string>();
    for (let count = 0; count < 30_000; count++) {
      const bytes = packet(random, 0);
      bytes[0] = 0x80 | ((BYTES[Math.floor(random() * BYTES.length)] ?? 0) % 64);
      bytes[1] = types[Math.floor(random() * types.length)] ?? 200;
      const words = Math.floor(bytes.length / 4);
      // Extended report blocks are found by their lengths.
      if (random() < 0.5) bytes.set([random() < 0.5 ? 4 : 5, 0, 0, Math.floor(random() * 8)], 8);
      bytes.writeUInt16BE(random() < 0.8 ? words - 1 : Math.floor(random() * 40), 2);
      for (const message of parseRtcp(bytes.subarray(0, words * 4))) {
        seen.add(message.type);
        if (message.type === 'transport-cc') expect(message.arrivalsUs.length).toBeLessThanOrEqual(16_384);
        if (message.type === 'nack') expect(message.sequenceNumbers.length).toBeLessThanOrEqual(17 * words);
      }
    }
    expect([...seen].sort()).toEqual([
      ...['bye', 'delay-since-receiver-report', 'fir', 'nack', 'pli', 'receiver-reference-time', 'receiver-report'],
      ...['sender-report', 'transport-cc'],
    ]);
  });
});
