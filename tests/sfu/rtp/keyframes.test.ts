import { describe, expect, it } from 'vitest';
import { startsKeyframe } from '../../../src/sfu/rtp/keyframes.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

describe('startsKeyframe', () => {
  it.each([
    ['vp8', 'first packet of a keyframe, plain descriptor', '10 50 00 00 9d012a', true],
    ['vp8', 'first packet of a keyframe, 15-bit picture id', '90 80 8123 10 00', true],
    ['vp8', 'all of the descriptor: picture id, TL0PICIDX, TID', '90 e0 8123 05 00 10 00', true],
    ['vp8', 'seven-bit picture id', '90 80 23 10', true],
    ['vp8', 'first packet of a delta frame', '90 80 8123 11 00', false],
    ['vp8', 'a later packet of a keyframe', '80 80 8123 10 00', false],
    ['vp8', 'first packet of another partition', '11 10', false],
    ['vp8', 'nothing behind the descriptor', '90 80 8123', false],
    ['h264', 'STAP-A with SPS and PPS', '78 0004 6742e01f 0002 68ce', true],
    ['h264', 'STAP-A with SPS behind a delimiter', '78 0002 0910 0004 6742e01f', true],
    ['h264', 'SPS by itself', '67 42e01f', true],
    ['h264', 'IDR without its parameter sets', '65 88', false],
    ['h264', 'STAP-A without SPS', '78 0002 68ce 0002 0600', false],
    ['h264', 'fragment of a delta frame', '7c 81 9a', false],
    ['vp9', 'start of a frame that predicts from none, 15-bit picture id', '88 8123', true],
    ['vp9', 'with layer indices, lowest layer', 'a8 8123 00 05', true],
    ['vp9', 'with layer indices, higher layer', 'a8 8123 02 05', false],
    ['vp9', 'start of a predicted frame', 'c8 8123', false],
    ['vp9', 'a later packet of a keyframe', '80 8123', false],
    ['av1', 'first packet of a new sequence', '18 0a0b', true],
    ['av1', 'not the first of a sequence', '10 32', false],
    ['av1', 'a continued fragment', '98 32', false],
    ['opus', 'any packet', '78', true],
    ['opus', 'an empty packet', '', false],
  ] as const)('%s: %s', (codec, _, payload, expected) => {
    expect(startsKeyframe(codec, hex(payload))).toBe(expected);
  });
});
