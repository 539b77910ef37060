import { describe, expect, it } from 'vitest';
import { SequenceUnwrapper, sequenceDistance } from '../../../src/sfu/rtp/sequence-numbers.ts';

describe('sequence numbers', () => {
  it('have a signed distance across the wrap', () => {
    expect(sequenceDistance(1, 65_535)).toBe(2);
    expect(sequenceDistance(65_535, 1)).toBe(-2);
    expect(sequenceDistance(5, 5)).toBe(0);
  });

  it('are extended across wraps, with late ones in their place', () => {
    const unwrapper = new SequenceUnwrapper();
    expect([65_534, 65_535, 1, 0, 65_533, 2].map((n) => unwrapper.unwrap(n))).toEqual([
      131_070, 131_071, 131_073, 131_072, 131_069, 131_074,
    ]);
  });
});
