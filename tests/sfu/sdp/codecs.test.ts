import { describe, expect, it } from 'vitest';
import { canReceive, identifyCodec } from '../../../src/sfu/sdp/codecs.ts';

describe('identifyCodec', () => {
  it.each([
    ['video', 'VP8', '', 'vp8'],
    ['video', 'H264', 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f', 'h264'],
    ['video', 'h264', 'profile-level-id=42E034; packetization-mode=1', 'h264'],
    ['video', 'H264', 'packetization-mode=0;profile-level-id=42e01f', 'h264/0'],
    ['video', 'H264', 'profile-level-id=640028', 'h264-high/0'],
    ['video', 'H264', 'packetization-mode=2;profile-level-id=42e01f', undefined],
    ['video', 'H264', 'packetization-mode=one;profile-level-id=42e01f', undefined],
    ['video', 'H264', 'packetization-mode=1;profile-level-id=42001f', 'h264-baseline'],
    ['video', 'H264', 'packetization-mode=1;profile-level-id=64001f', 'h264-high'],
    ['video', 'H264', 'packetization-mode=1', 'h264-baseline'],
    ['video', 'H264', 'packetization-mode=1;profile-level-id=42e0', undefined],
    ['video', 'H264', '', 'h264-baseline/0'],
    ['video', 'VP9', 'profile-id=0', 'vp9'],
    ['video', 'VP9', '', 'vp9'],
    ['video', 'VP9', 'profile-id=2', undefined],
    ['video', 'AV1', 'level-idx=5;profile=0;tier=0', 'av1'],
    ['video', 'AV1', 'level-idx=5;profile=1;tier=0', undefined],
    ['video', 'H265', '', undefined],
    ['audio', 'opus', 'minptime=10;useinbandfec=1', 'opus'],
    ['audio', 'PCMU', '', undefined],
    ['audio', 'VP8', '', undefined],
  ] as const)('%s %s "%s" is %s', (kind, name, fmtp, expected) => {
    const [clockRate, channels] = kind === 'audio' ? [48_000, 2] : [90_000, 1];
    expect(identifyCodec(kind, { name, fmtp, clockRate, channels })).toBe(expected);
  });

  it.each([
    ['video', 'VP8', 8000, 1],
    ['video', 'VP8', 90_000, 2],
    ['audio', 'opus', 16_000, 2],
    ['audio', 'opus', 48_000, 1],
    ['audio', 'opus', 48_000, 8],
  ] as const)(
    'identifies no codec by its name alone: %s %s/%i/%i is another format',
    (kind, name, clockRate, channels) => {
      expect(identifyCodec(kind, { name, fmtp: '', clockRate, channels })).toBeUndefined();
    },
  );
});

describe('canReceive', () => {
  it.each([
    ['h264', 'h264', true],
    ['h264-baseline', 'h264', true],
    ['h264-high', 'h264', true],
    ['h264-high', 'h264-main', true],
    ['h264', 'h264-baseline', false],
    ['h264-main', 'h264-baseline', false],
    ['h264-main', 'h264-high', false],
    ['h264', 'h264/0', true],
    ['h264-high', 'h264/0', true],
    ['h264/0', 'h264/0', true],
    ['h264/0', 'h264', false],
    ['h264-high-4:4:4', 'h264-high-10-intra', true],
    ['h264-high-10', 'h264-high-4:2:2-intra', false],
    ['h264-cavlc-4:4:4-intra', 'h264-high-10-intra', false],
    ['vp8', 'h264', false],
    ['vp8', 'h264/0', false],
    ['vp8', 'vp8', true],
  ] as const)('a decoder of %s can receive %s: %s', (receiver, stream, expected) => {
    expect(canReceive(receiver, stream)).toBe(expected);
  });
});
