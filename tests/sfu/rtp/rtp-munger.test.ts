import { describe, expect, it } from 'vitest';
import { RtpMunger } from '../../../src/sfu/rtp/rtp-munger.ts';

describe('StreamRewriter', () => {
  const at = (sequence: number, timestamp: number, arrivalMs = 0) => ({ sequence, timestamp, arrivalMs });

  it('begins where it was told to, and keeps the publisher order and holes', () => {
    const rewriter = new RtpMunger(90_000, 1000);
    expect(rewriter.munge(at(70_000, 5))).toBeUndefined();
    rewriter.beginSource(at(70_000, 5));
    expect(rewriter.munge(at(70_000, 5))).toEqual({ sequenceNumber: 1000, timestamp: 5 });
    expect(rewriter.munge(at(70_002, 9))).toEqual({ sequenceNumber: 1002, timestamp: 9 });
    expect(rewriter.munge(at(70_001, 7))).toEqual({ sequenceNumber: 1001, timestamp: 7 });
    expect(rewriter.munge(at(69_999, 1))).toBeUndefined();
  });

  it('goes on with another publisher in sequence, in time by the clock', () => {
    const rewriter = new RtpMunger(90_000, 65_535);
    rewriter.beginSource(at(70_000, 0xffff_ff00, 1000));
    rewriter.munge(at(70_000, 0xffff_ff00, 1000));
    rewriter.beginSource(at(500, 123_456, 1500));
    // Half a second later: 45000 ticks on, over the wrap of both numbers.
    expect(rewriter.munge(at(500, 123_456, 1500))).toEqual({ sequenceNumber: 0, timestamp: 45_000 - 0x100 });
    expect(rewriter.munge(at(501, 126_456, 1533))).toEqual({ sequenceNumber: 1, timestamp: 48_000 - 0x100 });
    expect(rewriter.mungeTimestamp(126_456)).toBe(48_000 - 0x100);
  });

  it('leaves no hole where packets were held back', () => {
    const rewriter = new RtpMunger(90_000, 10);
    rewriter.beginSource(at(100, 0));
    rewriter.munge(at(100, 0));
    rewriter.beginAfterDrop(at(150, 90_000));
    expect(rewriter.munge(at(150, 90_000))).toEqual({ sequenceNumber: 11, timestamp: 90_000 });
    expect(rewriter.munge(at(149, 87_000))).toBeUndefined();
  });

  it('closes up over packets that are not for this viewer, keeps holes of those that are missing, and leaves late ones theirs', () => {
    const rewriter = new RtpMunger(90_000, 1);
    const sent = (sequence: number) => rewriter.munge(at(sequence, sequence))?.sequenceNumber;
    rewriter.beginSource(at(100, 0));
    expect(sent(100)).toBe(1);
    expect(rewriter.skip(at(101, 0))).toBe(true);
    expect(rewriter.skip(at(102, 0))).toBe(true);
    expect(sent(103)).toBe(2);
    expect(sent(105)).toBe(4);
    // 104 comes late: it turns out not to be the viewer's, and its number is given out.
    expect(rewriter.skip(at(104, 0))).toBe(false);
    expect(sent(104)).toBe(3);
    expect(rewriter.skip(at(106, 0))).toBe(true);
    expect(sent(107)).toBe(5);
    expect(sent(103)).toBe(2);
  });

  it('goes on with another stream of the same publisher by both streams’ clocks', () => {
    const rewriter = new RtpMunger(90_000, 1);
    rewriter.beginSource(at(100, 1000, 0));
    rewriter.munge(at(100, 1000, 0));
    // The first stream's timestamps are 500 behind this one's for the same moment.
    rewriter.beginEncoding(at(7, 4500, 999), -500);
    expect(rewriter.munge(at(7, 4500, 999))).toEqual({ sequenceNumber: 2, timestamp: 4000 });
    // Back, with a picture from before: time still goes on, by one tick, and the clocks are not forgotten.
    rewriter.beginEncoding(at(110, 3900, 999), 500);
    expect(rewriter.munge(at(110, 3900, 999))).toEqual({ sequenceNumber: 3, timestamp: 4001 });
    rewriter.beginEncoding(at(9, 9500, 999), -500);
    expect(rewriter.munge(at(9, 9500, 999))).toEqual({ sequenceNumber: 4, timestamp: 9000 });
  });

  it('goes on by the time of arrival while the clocks are not known', () => {
    const rewriter = new RtpMunger(90_000, 1);
    rewriter.beginSource(at(100, 1000, 0));
    rewriter.munge(at(100, 1000, 0));
    rewriter.beginEncoding(at(7, 77_777, 100), undefined);
    expect(rewriter.munge(at(7, 77_777, 100))).toEqual({ sequenceNumber: 2, timestamp: 10_000 });
  });
});
