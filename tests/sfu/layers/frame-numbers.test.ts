import { describe, expect, it } from 'vitest';
import { FrameNumbers } from '../../../src/sfu/layers/frame-numbers.ts';
import { readPayloadNumbers, shiftPayloadNumbers } from '../../../src/sfu/layers/payload-numbers.ts';
import type { SourcePacket } from '../../../src/sfu/rtp/source-packet.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe('payload numbers', () => {
  it('are read from Chromium’s VP8 and VP9', () => {
    expect(readPayloadNumbers('vp8', bytes('90e08001053f00'))).toEqual({ pictureId: 1, tl0PicIdx: 5 });
    expect(readPayloadNumbers('vp8', bytes('9080110000'))).toEqual({ pictureId: 0x11 });
    expect(readPayloadNumbers('vp8', bytes('107099'))).toEqual({});
    // Flexible mode, as in Chromium, has no TL0PICIDX. Non-flexible mode: 15-bit picture id, layer indices, TL0PICIDX.
    expect(readPayloadNumbers('vp9', bytes('f1a4d9100866'))).toEqual({ pictureId: 0x24d9 });
    expect(readPayloadNumbers('vp9', bytes('e1a4d9100866'))).toEqual({ pictureId: 0x24d9, tl0PicIdx: 8 });
    expect(readPayloadNumbers('h264', bytes('7c85b8'))).toEqual({});
  });

  it('are shifted in place, across their wraps', () => {
    const offsets = { pictureId: 3, tl0PicIdx: 2 };
    expect(shiftPayloadNumbers('vp8', bytes('90e0fffeff3f00'), offsets).toString('hex')).toBe('90e08001013f00');
    expect(shiftPayloadNumbers('vp8', bytes('90807e0000'), offsets).toString('hex')).toBe('9080010000');
    expect(shiftPayloadNumbers('vp9', bytes('e1a4d9100866'), offsets).toString('hex')).toBe('e1a4dc100a66');
    expect(shiftPayloadNumbers('av1', bytes('503080'), offsets).toString('hex')).toBe('503080');
  });
});

describe('FrameNumbers', () => {
  const packet = (hex: string): SourcePacket => ({
    ...{ kind: 'video', encoding: 0, sequence: 1, timestamp: 0, marker: true, startsKeyframe: false },
    ...{ payload: bytes(hex), extensions: [], arrivalMs: 0 },
  });

  it('leaves the first stream unchanged, and continues its numbers in the next', () => {
    const numbers = new FrameNumbers('vp8');
    numbers.begin(packet('90e0800a0500'));
    expect(numbers.rewrite(packet('90e0800a0500')).payload.toString('hex')).toBe('90e0800a0500');
    expect(numbers.rewrite(packet('90e0800b0500')).payload.toString('hex')).toBe('90e0800b0500');
    numbers.begin(packet('90e0f000c000'));
    expect(numbers.rewrite(packet('90e0f000c000')).payload.toString('hex')).toBe('90e0800c0600');
    // A late packet of an older picture does not set the numbers back.
    expect(numbers.rewrite(packet('90e0f001c000')).payload.toString('hex')).toBe('90e0800d0600');
    expect(numbers.rewrite(packet('90e0f000c000')).payload.toString('hex')).toBe('90e0800c0600');
    numbers.begin(packet('90e080000000'));
    expect(numbers.rewrite(packet('90e080000000')).payload.toString('hex')).toBe('90e0800e0700');
  });
});
