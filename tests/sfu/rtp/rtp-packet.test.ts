import { describe, expect, it } from 'vitest';
import { isRtcp, parseRtp, unwrapRtx, writeRtp } from '../../../src/sfu/rtp/rtp-packet.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');
const plain = {
  marker: true,
  payloadType: 96,
  sequenceNumber: 0x1234,
  timestamp: 0xdeadbeef,
  ssrc: 0x01020304,
  extensions: [],
  payload: hex('aabbcc'),
};

describe('RTP packets', () => {
  it('writes the fixed header of RFC 3550 and the payload', () => {
    expect(writeRtp(plain)).toEqual(hex('80 e0 1234 deadbeef 01020304 aabbcc'));
  });

  it('writes one-byte extensions, padded to whole words', () => {
    const bytes = writeRtp({
      ...plain,
      marker: false,
      extensions: [
        [3, hex('0007')],
        [4, hex('31')],
      ],
    });
    // 0xBEDE, 2 words: id 3 length 2, id 4 length 1, three bytes of padding.
    expect(bytes).toEqual(hex('90 60 1234 deadbeef 01020304 bede 0002 31 0007 40 31 000000 aabbcc'));
  });

  it('writes two-byte extensions where an id or a length requires it', () => {
    const long = Buffer.alloc(17, 0x55);
    const bytes = writeRtp({ ...plain, extensions: [[1, long]] });
    expect(bytes.subarray(12, 18)).toEqual(hex('1000 0005 01 11'));
    expect(parseRtp(bytes)?.extensions.get(1)).toEqual(long);
    expect(parseRtp(writeRtp({ ...plain, extensions: [[20, hex('01')]] }))?.extensions.get(20)).toEqual(hex('01'));
  });

  it('writes the original sequence number before the payload of a retransmission', () => {
    const bytes = writeRtp({ ...plain, originalSequenceNumber: 0xfffe });
    expect(bytes).toEqual(hex('80 e0 1234 deadbeef 01020304 fffe aabbcc'));
    expect(unwrapRtx(bytes.subarray(12))).toEqual({ sequenceNumber: 0xfffe, payload: hex('aabbcc') });
  });

  it('recognizes a retransmission without content as padding', () => {
    expect(unwrapRtx(Buffer.alloc(0))).toBeUndefined();
  });

  it('reads what it wrote', () => {
    const extensions = [
      [1, hex('ff')],
      [14, hex('00112233445566778899aabbccddeeff')],
    ] as const;
    expect(parseRtp(writeRtp({ ...plain, extensions }))).toEqual({ ...plain, extensions: new Map(extensions) });
  });

  it('skips contributing sources and padding', () => {
    const bytes = hex('a1 60 0001 00000002 00000003 0000000a 99 98 000003');
    expect(parseRtp(bytes)).toMatchObject({ sequenceNumber: 1, timestamp: 2, ssrc: 3, payload: hex('9998') });
  });

  it('stops reading one-byte extensions at id 15', () => {
    const bytes = hex('90 60 0001 00000002 00000003 bede 0001 10 aa f0 bb');
    expect([...(parseRtp(bytes)?.extensions ?? [])]).toEqual([[1, hex('aa')]]);
  });

  it.each([
    ['too short', '80 60 0001 00000002 000000'],
    ['of another version', '40 60 0001 00000002 00000003'],
    ['with an extension beyond its end', '90 60 0001 00000002 00000003 bede 0004 10 aa 0000'],
    ['with more padding than bytes', 'a0 60 0001 00000002 00000003 0000ff'],
    ['with more contributing sources than bytes', '8f 60 0001 00000002 00000003'],
  ])('rejects bytes %s', (_, bytes) => expect(parseRtp(hex(bytes))).toBeUndefined());

  it('distinguishes RTCP from RTP by the second byte', () => {
    expect(isRtcp(hex('80c8'))).toBe(true);
    expect(isRtcp(hex('80cf'))).toBe(true);
    expect(isRtcp(hex('8060'))).toBe(false);
    expect(isRtcp(hex('80e0'))).toBe(false);
  });

  it('omits what one byte cannot hold for receivers that do not mix header sizes', () => {
    const extensions = [
      [3, Buffer.alloc(17)],
      [4, Buffer.from('1')],
      [20, Buffer.alloc(1)],
    ] as const;
    const packet = {
      marker: false,
      payloadType: 96,
      sequenceNumber: 1,
      timestamp: 1,
      ssrc: 1,
      payload: Buffer.alloc(1),
    };
    const ids = (bytes: Buffer) => [...(parseRtp(bytes)?.extensions.keys() ?? [])];
    expect(ids(writeRtp({ ...packet, extensions }))).toEqual([3, 4, 20]);
    const oneByte = writeRtp({ ...packet, extensions, oneByteOnly: true });
    expect(ids(oneByte)).toEqual([4]);
    expect(oneByte.readUInt16BE(12)).toBe(0xbede);
  });
});
