import { describe, expect, it } from 'vitest';
import { FrameReader, frame } from '../../../src/sfu/transport/ice-tcp/frames.ts';
import { ufragOfCheck } from '../../../src/sfu/transport/ice/stun-message.ts';

/** Binding request of RFC 5769 section 2.1, whose USERNAME is "evtj:h6vY". */
const CHECK = Buffer.from(
  `000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff80290008932ff9b151263b36
   000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf`.replace(/\s/g, ''),
  'hex',
);

describe('packets in a TCP stream (RFC 4571)', () => {
  it('have their length before them', () => {
    expect(frame(Buffer.from('abc'))).toEqual(Buffer.from([0, 3, 0x61, 0x62, 0x63]));
  });

  it('are found however the stream is cut', () => {
    const packets = [Buffer.from('first'), Buffer.alloc(0), Buffer.alloc(300, 7), Buffer.from('x')];
    const stream = Buffer.concat(packets.map((packet) => frame(packet)));
    for (const size of [1, 2, 3, 7, stream.length]) {
      const reader = new FrameReader(2048);
      const read: Buffer[] = [];
      for (let at = 0; at < stream.length; at += size) read.push(...reader.read(stream.subarray(at, at + size)));
      expect(read).toEqual(packets);
    }
  });

  it('are refused when they are longer than any packet of WebRTC', () => {
    expect(() => new FrameReader(2048).read(Buffer.from([0xff, 0xff, 1]))).toThrow(RangeError);
  });
});

describe('a connectivity check', () => {
  it('names the session it is for', () => {
    expect(ufragOfCheck(CHECK)).toBe('evtj');
  });

  it.each([
    ['an answer', Buffer.concat([Buffer.from([1, 1]), CHECK.subarray(2)])],
    ['a packet without the magic cookie', Buffer.concat([CHECK.subarray(0, 4), Buffer.alloc(4), CHECK.subarray(8)])],
    ['a packet cut short', CHECK.subarray(0, 60)],
    ['no more than a header', Buffer.from('000100002112a442b7e7a701bc34d686fa87dfae', 'hex')],
    [
      'an attribute longer than the packet',
      Buffer.from('000100082112a442b7e7a701bc34d686fa87dfae0006ffff6576746a', 'hex'),
    ],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: origin\r\n\r\n')],
    ['nothing', Buffer.alloc(0)],
  ])('is not %s', (_, packet) => {
    expect(ufragOfCheck(packet)).toBeUndefined();
  });
});
