import { describe, expect, it } from 'vitest';
import { StreamRewriter } from '../../../src/media/origin/stream-rewriter.ts';

describe('StreamRewriter', () => {
  const at = (sequence: number, timestamp: number, arrivalMs = 0) => ({ sequence, timestamp, arrivalMs });

  it('begins where it was told to, and keeps the publisher order and holes', () => {
    const rewriter = new StreamRewriter(90_000, 1000);
    expect(rewriter.rewrite(at(70_000, 5))).toBeUndefined();
    rewriter.beginSource(at(70_000, 5));
    expect(rewriter.rewrite(at(70_000, 5))).toEqual({ sequenceNumber: 1000, timestamp: 5 });
    expect(rewriter.rewrite(at(70_002, 9))).toEqual({ sequenceNumber: 1002, timestamp: 9 });
    expect(rewriter.rewrite(at(70_001, 7))).toEqual({ sequenceNumber: 1001, timestamp: 7 });
    expect(rewriter.rewrite(at(69_999, 1))).toBeUndefined();
  });

  it('goes on with another publisher in sequence, in time by the clock', () => {
    const rewriter = new StreamRewriter(90_000, 65_535);
    rewriter.beginSource(at(70_000, 0xffff_ff00, 1000));
    rewriter.rewrite(at(70_000, 0xffff_ff00, 1000));
    rewriter.beginSource(at(500, 123_456, 1500));
    // Half a second later: 45000 ticks on, over the wrap of both numbers.
    expect(rewriter.rewrite(at(500, 123_456, 1500))).toEqual({ sequenceNumber: 0, timestamp: 45_000 - 0x100 });
    expect(rewriter.rewrite(at(501, 126_456, 1533))).toEqual({ sequenceNumber: 1, timestamp: 48_000 - 0x100 });
    expect(rewriter.rewriteTimestamp(126_456)).toBe(48_000 - 0x100);
  });

  it('leaves no hole where packets were held back', () => {
    const rewriter = new StreamRewriter(90_000, 10);
    rewriter.beginSource(at(100, 0));
    rewriter.rewrite(at(100, 0));
    rewriter.beginAfterDrop(at(150, 90_000));
    expect(rewriter.rewrite(at(150, 90_000))).toEqual({ sequenceNumber: 11, timestamp: 90_000 });
    expect(rewriter.rewrite(at(149, 87_000))).toBeUndefined();
  });
});
