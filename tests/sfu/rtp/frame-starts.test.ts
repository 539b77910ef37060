import { describe, expect, it } from 'vitest';
import { startsFrame } from '../../../src/sfu/rtp/frame-starts.ts';

const of = (...bytes: number[]) => Buffer.from(bytes);

describe('startsFrame', () => {
  it('reads VP8’s S bit and partition', () => {
    expect(startsFrame('vp8', of(0x90, 0x80))).toBe(true);
    expect(startsFrame('vp8', of(0x80, 0x80))).toBe(false);
    expect(startsFrame('vp8', of(0x91, 0x80))).toBe(false);
  });

  it('reads VP9’s B bit in the lowest spatial layer', () => {
    expect(startsFrame('vp9', of(0x08))).toBe(true);
    expect(startsFrame('vp9', of(0x04))).toBe(false);
    expect(startsFrame('vp9', of(0xa8, 0x81, 0x05, 0x00))).toBe(true);
    // A higher layer begins the picture whose lower ones the encoder left out.
    expect(startsFrame('vp9', of(0xa8, 0x81, 0x05, 0x02))).toBeUndefined();
  });

  it('reads H264 slices by their first macroblock, alone, fragmented and aggregated', () => {
    expect(startsFrame('h264', of(0x41, 0x9a))).toBe(true);
    expect(startsFrame('h264', of(0x41, 0x1a))).toBe(false);
    expect(startsFrame('h264', of(0x5c, 0x81, 0x9a))).toBe(true);
    expect(startsFrame('h264', of(0x5c, 0x01, 0x9a))).toBe(false);
    expect(startsFrame('h264', of(0x78, 0, 2, 0x67, 0x42))).toBe(true);
  });

  it('is undecided about an IDR’s slices and parameter sets, which others may precede', () => {
    expect(startsFrame('h264', of(0x65, 0x88))).toBeUndefined();
    expect(startsFrame('h264', of(0x68, 0xce))).toBeUndefined();
  });

  it('reads AV1’s Z and N bits, and is undecided otherwise', () => {
    expect(startsFrame('av1', of(0x18))).toBe(true);
    expect(startsFrame('av1', of(0x90))).toBe(false);
    expect(startsFrame('av1', of(0x10))).toBeUndefined();
  });

  it('is undecided about padding', () => expect(startsFrame('vp8', of())).toBeUndefined());
});
