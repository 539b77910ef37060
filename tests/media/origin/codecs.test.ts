import { describe, expect, it } from 'vitest';
import { identifyCodec } from '../../../src/media/origin/codecs.ts';

describe('identifyCodec', () => {
  it.each([
    ['video', 'VP8', '', 'vp8'],
    ['video', 'H264', 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f', 'h264'],
    ['video', 'h264', 'profile-level-id=42E034; packetization-mode=1', 'h264'],
    ['video', 'H264', 'packetization-mode=0;profile-level-id=42e01f', undefined],
    ['video', 'H264', 'packetization-mode=1;profile-level-id=42001f', undefined],
    ['video', 'H264', '', undefined],
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
    expect(identifyCodec(kind, { name, fmtp })).toBe(expected);
  });
});
