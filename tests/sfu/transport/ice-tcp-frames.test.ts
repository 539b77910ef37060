import { describe, expect, it } from 'vitest';
import { FrameReader, frame } from '../../../src/sfu/transport/ice-tcp/frames.ts';

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
