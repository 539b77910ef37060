import { describe, expect, it } from 'vitest';
import { parseRtcp } from '../../../src/sfu/rtcp/rtcp.ts';
import { parseRtp, unwrapRtx } from '../../../src/sfu/rtp/rtp-packet.ts';
import type { SourcePacket } from '../../../src/sfu/rtp/source-packet.ts';
import { type OutgoingPacket, ViewerTrack } from '../../../src/sfu/viewer/viewer-track.ts';

const offered = {
  payloadType: 108,
  rtxPayloadType: 109,
  name: 'H264',
  clockRate: 90_000,
  fmtp: '',
  codec: 'h264',
  feedback: [],
} as const;

function createTrack(rtxPayloadType: number | undefined = 109): ViewerTrack {
  return new ViewerTrack({
    kind: 'video',
    codec: 'h264',
    offered: { ...offered, rtxPayloadType },
    extensionIds: { mid: 4, transportCc: 3, absSendTime: 2, videoOrientation: 13 },
    mid: '1',
  });
}

function source(sequence: number, overrides: Partial<SourcePacket> = {}): SourcePacket {
  return {
    kind: 'video',
    encoding: 0,
    sequence,
    timestamp: 90_000 + sequence * 3000,
    marker: true,
    payload: Buffer.from([sequence & 0xff]),
    startsKeyframe: false,
    extensions: [['videoOrientation', Buffer.from([1])]],
    arrivalMs: sequence * 33,
    ...overrides,
  };
}

function through(track: ViewerTrack, packet: SourcePacket): OutgoingPacket | undefined {
  return track.rewrite(packet, track.admit(packet), () => undefined);
}

function sent(packet: OutgoingPacket | undefined): OutgoingPacket {
  if (packet === undefined) throw new Error('not sent');
  return packet;
}

describe('ViewerTrack', () => {
  it('sends nothing before a keyframe, and everything from its first packet on', () => {
    const track = createTrack();
    expect(through(track, source(100))).toBeUndefined();
    expect(track.state).toBe('new-source');
    const first = sent(through(track, source(101, { startsKeyframe: true })));
    const second = sent(through(track, source(102)));
    expect(track.state).toBe('flowing');
    expect(second.sequenceNumber).toBe((first.sequenceNumber + 1) & 0xffff);
    expect(second.timestamp - first.timestamp).toBe(3000);
  });

  it('writes its own SSRC, payload type and the extensions of this hop', () => {
    const track = createTrack();
    const packet = parseRtp(track.write(sent(through(track, source(1, { startsKeyframe: true }))), 0x0102, 1500));
    expect(packet).toMatchObject({ ssrc: track.ssrc, payloadType: 108, marker: true, payload: Buffer.from([1]) });
    expect([...(packet?.extensions ?? [])]).toEqual([
      [4, Buffer.from('1')],
      [3, Buffer.from([1, 2])],
      [2, Buffer.from([0x06, 0x00, 0x00])], // 1.5 s in 6.18 fixed point
      [13, Buffer.from([1])],
    ]);
  });

  it('retransmits on the RTX SSRC, with the original sequence number', () => {
    const track = createTrack();
    const outgoing = sent(through(track, source(1, { startsKeyframe: true })));
    track.write(outgoing, 1, 0);
    const cached = track.buffered(outgoing.sequenceNumber);
    expect(cached?.packet).toBe(outgoing);
    const again = parseRtp(track.writeRetransmission(outgoing, 2, 10));
    expect(again).toMatchObject({ ssrc: track.rtxSsrc, payloadType: 109, timestamp: outgoing.timestamp });
    expect(unwrapRtx(again?.payload ?? Buffer.alloc(0))).toEqual({
      sequenceNumber: outgoing.sequenceNumber,
      payload: Buffer.from([1]),
    });
    const third = parseRtp(track.writeRetransmission(outgoing, 3, 20));
    expect(third?.sequenceNumber).toBe(((again?.sequenceNumber ?? 0) + 1) & 0xffff);
  });

  it('has no retransmission of a packet that was not sent', () => {
    const track = createTrack();
    const outgoing = sent(through(track, source(1, { startsKeyframe: true })));
    expect(track.buffered(outgoing.sequenceNumber)).toBeUndefined();
  });

  it('retransmits unchanged to a player without RTX', () => {
    const track = new ViewerTrack({
      kind: 'video',
      codec: 'vp8',
      offered: { ...offered, rtxPayloadType: undefined },
      extensionIds: {},
      mid: '1',
    });
    const outgoing = sent(through(track, source(1, { startsKeyframe: true })));
    expect(track.writeRetransmission(outgoing, 2, 10)).toEqual(track.write(outgoing, 1, 0));
    expect(track.rtxSsrc).toBeUndefined();
  });

  it('continues without a gap after packets were held back', () => {
    const track = createTrack();
    const before = sent(through(track, source(10, { startsKeyframe: true })));
    track.holdBack();
    expect(through(track, source(11))).toBeUndefined();
    const after = sent(through(track, source(20, { startsKeyframe: true })));
    expect(after.sequenceNumber).toBe((before.sequenceNumber + 1) & 0xffff);
    expect(after.timestamp - before.timestamp).toBe(30_000);
  });

  it('continues with another publisher by the clock', () => {
    const track = createTrack();
    const before = sent(through(track, source(10, { startsKeyframe: true, arrivalMs: 1000 })));
    track.expectNewSource();
    const after = sent(through(track, source(60_000, { startsKeyframe: true, arrivalMs: 3000 })));
    expect(after.sequenceNumber).toBe((before.sequenceNumber + 1) & 0xffff);
    expect(after.timestamp - before.timestamp).toBe(180_000);
  });

  it('reports the publisher’s own clock, extrapolated to now', () => {
    const track = createTrack();
    const report = { ntp: 100n << 32n, rtpTimestamp: 90_000, arrivedMs: 1000 };
    expect(track.buildSenderReport(() => report, 1500)).toBeUndefined();
    const outgoing = sent(through(track, source(0, { startsKeyframe: true })));
    track.write(outgoing, 1, 0);
    expect(track.buildSenderReport(() => undefined, 1500)).toBeUndefined();
    const bytes = track.buildSenderReport(() => report, 1500) ?? Buffer.alloc(0);
    const offset = outgoing.timestamp - 90_000;
    expect(parseRtcp(bytes)).toMatchObject([
      {
        type: 'sender-report',
        ssrc: track.ssrc,
        ntp: (100n << 32n) | 0x8000_0000n,
        rtpTimestamp: (135_000 + offset) >>> 0,
      },
    ]);
    expect([bytes.readUInt32BE(20), bytes.readUInt32BE(24)]).toEqual([1, 1]); // one packet of one byte
  });

  it('knows which packets the keyframe it started with made obsolete', () => {
    const track = createTrack();
    const old = sent(through(track, source(10, { startsKeyframe: true })));
    expect(track.isSuperseded(old.sequenceNumber)).toBe(false);
    track.holdBack();
    const begun = sent(through(track, source(40, { startsKeyframe: true })));
    expect(track.isSuperseded(old.sequenceNumber)).toBe(true);
    expect(track.isSuperseded(begun.sequenceNumber)).toBe(false);
    // Once it has left every buffer it is forgotten: numbers wrap.
    for (let sequence = 41; sequence < 2200; sequence++) track.write(sent(through(track, source(sequence))), 1, 0);
    expect(track.isSuperseded(old.sequenceNumber)).toBe(false);
  });

  it('distinguishes packets not here yet, which it waits for, from those that are gone', () => {
    const track = createTrack();
    const first = sent(through(track, source(1, { startsKeyframe: true })));
    track.write(first, 1, 0);
    for (let sequence = 3; sequence < 2100; sequence++) track.write(sent(through(track, source(sequence))), 1, 0);
    const numberOf = (sequence: number) => (first.sequenceNumber + sequence - 1) & 0xffff;
    expect(track.isAwaited(numberOf(2))).toBe(false); // 2097 before the newest: beyond the buffer
    expect(track.isAwaited(numberOf(60))).toBe(false); // sent, and buffered
    const later = sent(through(track, source(2102)));
    track.write(later, 1, 0);
    expect(track.isAwaited(numberOf(2100))).toBe(true);
    track.write(sent(through(track, source(2100))), 1, 0);
    expect(track.isAwaited(numberOf(2100))).toBe(false);
    expect(track.isAwaited(numberOf(2200))).toBe(true); // not even the publisher has sent it
  });

  it('restarts with its publisher’s stream, if that is the one it gets', () => {
    const track = createTrack();
    const before = sent(through(track, source(60_000, { startsKeyframe: true, arrivalMs: 1000 })));
    expect(track.sourceRestarted(1)).toBe(false);
    expect(track.state).toBe('flowing');
    expect(track.sourceRestarted(0)).toBe(true);
    expect(through(track, source(5))).toBeUndefined();
    expect(track.waitsForKeyframeOf).toBe(0);
    const after = sent(through(track, source(6, { startsKeyframe: true, arrivalMs: 2000 })));
    expect(after.sequenceNumber).toBe((before.sequenceNumber + 1) & 0xffff);
    expect(after.timestamp - before.timestamp).toBe(90_000);
  });

  it('wraps a clock at its end in reports', () => {
    const track = createTrack();
    track.write(sent(through(track, source(0, { startsKeyframe: true }))), 1, 0);
    const report = { ntp: 0xffff_ffff_ffff_ffffn, rtpTimestamp: 0xffff_ffff, arrivedMs: 1000 };
    const [line] = parseRtcp(track.buildSenderReport(() => report, 2000) ?? Buffer.alloc(0));
    expect(line).toMatchObject({ type: 'sender-report', ntp: 0xffff_ffffn });
  });
});
