import { describe, expect, it } from 'vitest';
import { parseRtcp } from '../../../src/sfu/rtcp/rtcp.ts';
import { writeTransportFeedback } from '../../../src/sfu/rtcp/transport-cc.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

function read(packet: Buffer | undefined) {
  const [message] = packet === undefined ? [] : parseRtcp(packet);
  if (message?.type !== 'transport-cc') throw new Error('not a transport-cc feedback');
  return message;
}

describe('transport-cc feedback', () => {
  it('is written according to the draft: reference time, chunks, deltas, padding', () => {
    const { packet, covered } = writeTransportFeedback(1, 2, {
      baseSequence: 0x1000,
      feedbackCount: 5,
      arrivalsUs: [64_000 + 250, 64_000 + 1250, undefined, 64_000 + 1000],
    });
    expect(covered).toBe(4);
    // fmt 15, PT 205, padded; base, count 4; reference 1 (x 64 ms), count 5; a vector: small small none large; deltas
    // 1, 4 (x 250 us), then -1 in two bytes; padding of 2.
    expect(packet).toEqual(hex('af cd 0006 00000001 00000002 1000 0004 000001 05 d480 01 04 ffff 0002'));
  });

  it('writes runs of seven and more as one chunk', () => {
    const arrivalsUs = Array.from({ length: 100 }, (_, i) => i * 1000);
    const { packet } = writeTransportFeedback(1, 2, { baseSequence: 0, feedbackCount: 0, arrivalsUs });
    expect(packet.readUInt16BE(20)).toBe(0x2000 | 100);
    expect(read(packet).arrivalsUs).toEqual(arrivalsUs);
  });

  it('survives a round trip, with gaps and steps back in time', () => {
    const arrivalsUs = [
      ...Array.from({ length: 9 }, () => undefined),
      7_000_000,
      7_000_250,
      6_999_000,
      undefined,
      undefined,
      9_000_000,
      ...Array.from({ length: 20 }, (_, i) => (i % 3 === 0 ? undefined : 9_000_000 + i * 500)),
    ];
    const { packet, covered } = writeTransportFeedback(1, 2, { baseSequence: 65_530, feedbackCount: 255, arrivalsUs });
    expect(covered).toBe(arrivalsUs.length);
    expect(packet.length % 4).toBe(0);
    expect(read(packet)).toMatchObject({ baseSequence: 65_530, feedbackCount: 255, arrivalsUs });
  });

  it('rounds each arrival to 250 us without accumulating errors', () => {
    const arrivalsUs = Array.from({ length: 1000 }, (_, i) => 1_000_000 + i * 333);
    const back = read(
      writeTransportFeedback(1, 2, { baseSequence: 0, feedbackCount: 0, arrivalsUs }).packet,
    ).arrivalsUs;
    const worst = Math.max(...back.map((us, i) => Math.abs((us ?? 0) - (arrivalsUs[i] ?? 0))));
    expect(worst).toBeLessThanOrEqual(125);
  });

  it('stops before a time gap too long for a delta', () => {
    const arrivalsUs = [0, 1000, 9_000_000];
    expect(writeTransportFeedback(1, 2, { baseSequence: 0, feedbackCount: 0, arrivalsUs }).covered).toBe(2);
  });

  it('throws if nothing arrived', () => {
    expect(() => writeTransportFeedback(1, 2, { baseSequence: 0, feedbackCount: 0, arrivalsUs: [undefined] })).toThrow(
      RangeError,
    );
  });

  it('reads one-bit vectors, which other senders write', () => {
    // One chunk 1 0 with 14 symbols 10110000000000, of which 4 count; deltas 1, 2, 3.
    const packet = hex('8f cd 0006 00000001 00000002 0000 0004 000000 00 ac00 01 02 03 000000');
    expect(read(packet).arrivalsUs).toEqual([250, undefined, 750, 1500]);
  });

  it('is rejected if it covers more than it holds', () => {
    expect(parseRtcp(hex('8f cd 0005 00000001 00000002 0000 0064 000000 00 2064 0101'))).toEqual([]);
    expect(parseRtcp(hex('8f cd 0005 00000001 00000002 0000 ffff 000000 00 0000 0000'))).toEqual([]);
  });

  it('is rejected if it covers more packets than is plausible: eight bytes would become 65,535 entries', () => {
    const head = 'af cd 000a 00000001 00000002 0000';
    const runs = `${'1fff '.repeat(8)}0007 0000`;
    expect(parseRtcp(hex(`${head} ffff 000001 00 ${runs} 00000000`))).toEqual([]);
    expect(read(hex(`8f cd 0006 00000001 00000002 0000 3ffe 000001 00 1fff 1fff 00000000`)).arrivalsUs).toHaveLength(
      16_382,
    );
  });
});
