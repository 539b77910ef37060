import { describe, expect, it } from 'vitest';
import { RtpMunger } from '../../../src/sfu/rtp/rtp-munger.ts';

describe('RtpMunger', () => {
  const at = (sequence: number, timestamp: number, arrivalMs = 0) => ({ sequence, timestamp, arrivalMs });

  it('starts at the given number, and keeps the publisher’s order and gaps', () => {
    const munger = new RtpMunger(90_000, 1000);
    expect(munger.munge(at(70_000, 5))).toBeUndefined();
    munger.beginSource(at(70_000, 5));
    expect(munger.munge(at(70_000, 5))).toEqual({ sequenceNumber: 1000, timestamp: 5 });
    expect(munger.munge(at(70_002, 9))).toEqual({ sequenceNumber: 1002, timestamp: 9 });
    expect(munger.munge(at(70_001, 7))).toEqual({ sequenceNumber: 1001, timestamp: 7 });
    expect(munger.munge(at(69_999, 1))).toBeUndefined();
  });

  it('continues with another publisher in sequence, and in time by the clock', () => {
    const munger = new RtpMunger(90_000, 65_535);
    munger.beginSource(at(70_000, 0xffff_ff00, 1000));
    munger.munge(at(70_000, 0xffff_ff00, 1000));
    munger.beginSource(at(500, 123_456, 1500));
    // Half a second later: 45000 ticks on, across the wrap of both numbers.
    expect(munger.munge(at(500, 123_456, 1500))).toEqual({ sequenceNumber: 0, timestamp: 45_000 - 0x100 });
    expect(munger.munge(at(501, 126_456, 1533))).toEqual({ sequenceNumber: 1, timestamp: 48_000 - 0x100 });
    expect(munger.mungeTimestamp(126_456)).toBe(48_000 - 0x100);
  });

  it('leaves no gap where packets were held back', () => {
    const munger = new RtpMunger(90_000, 10);
    munger.beginSource(at(100, 0));
    munger.munge(at(100, 0));
    munger.beginAfterDrop(at(150, 90_000));
    expect(munger.munge(at(150, 90_000))).toEqual({ sequenceNumber: 11, timestamp: 90_000 });
    expect(munger.munge(at(149, 87_000))).toBeUndefined();
  });

  it('closes up over packets that are not for this viewer, keeps gaps of missing ones, and leaves late ones theirs', () => {
    const munger = new RtpMunger(90_000, 1);
    const sent = (sequence: number) => munger.munge(at(sequence, sequence))?.sequenceNumber;
    munger.beginSource(at(100, 0));
    expect(sent(100)).toBe(1);
    expect(munger.skip(at(101, 0))).toBe(true);
    expect(munger.skip(at(102, 0))).toBe(true);
    expect(sent(103)).toBe(2);
    expect(sent(105)).toBe(4);
    // 104 arrives late and turns out not to be the viewer's, but its number is already assigned.
    expect(munger.skip(at(104, 0))).toBe(false);
    expect(sent(104)).toBe(3);
    expect(munger.skip(at(106, 0))).toBe(true);
    expect(sent(107)).toBe(5);
    expect(sent(103)).toBe(2);
  });

  it('continues with another stream of the same publisher by both streams’ clocks', () => {
    const munger = new RtpMunger(90_000, 1);
    munger.beginSource(at(100, 1000, 0));
    munger.munge(at(100, 1000, 0));
    // The first stream's timestamps are 500 behind this one's for the same moment.
    munger.beginEncoding(at(7, 4500, 999), -500);
    expect(munger.munge(at(7, 4500, 999))).toEqual({ sequenceNumber: 2, timestamp: 4000 });
    // Back, with an older picture: time still advances, by one tick, and the clocks are not forgotten.
    munger.beginEncoding(at(110, 3900, 999), 500);
    expect(munger.munge(at(110, 3900, 999))).toEqual({ sequenceNumber: 3, timestamp: 4001 });
    munger.beginEncoding(at(9, 9500, 999), -500);
    expect(munger.munge(at(9, 9500, 999))).toEqual({ sequenceNumber: 4, timestamp: 9000 });
  });

  it('continues by arrival time while the clocks are unknown', () => {
    const munger = new RtpMunger(90_000, 1);
    munger.beginSource(at(100, 1000, 0));
    munger.munge(at(100, 1000, 0));
    munger.beginEncoding(at(7, 77_777, 100), undefined);
    expect(munger.munge(at(7, 77_777, 100))).toEqual({ sequenceNumber: 2, timestamp: 10_000 });
  });
});
