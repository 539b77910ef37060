import { describe, expect, it } from 'vitest';
import { MissingPackets } from '../../../src/media/origin/missing-packets.ts';
import { ReceptionStats } from '../../../src/media/origin/reception-stats.ts';
import { SequenceUnwrapper, sequenceDistance } from '../../../src/media/origin/sequence-numbers.ts';

describe('sequence numbers', () => {
  it('are apart by the short way round', () => {
    expect(sequenceDistance(1, 65_535)).toBe(2);
    expect(sequenceDistance(65_535, 1)).toBe(-2);
    expect(sequenceDistance(5, 5)).toBe(0);
  });

  it('go on over wraps, late ones in their place', () => {
    const unwrapper = new SequenceUnwrapper();
    expect([65_534, 65_535, 1, 0, 65_533, 2].map((n) => unwrapper.unwrap(n))).toEqual([
      131_070, 131_071, 131_073, 131_072, 131_069, 131_074,
    ]);
  });
});

describe('MissingPackets', () => {
  it('asks for a hole once it is too old to be reordering', () => {
    const missing = new MissingPackets();
    missing.received(100, 0);
    missing.received(103, 5);
    expect(missing.takeDue(10)).toEqual([]);
    expect(missing.takeDue(15)).toEqual([101, 102]);
  });

  it('does not ask for what came late by itself', () => {
    const missing = new MissingPackets();
    missing.received(100, 0);
    missing.received(102, 0);
    expect(missing.received(101, 8)).toBe(true);
    expect(missing.takeDue(50)).toEqual([]);
  });

  it('asks again after a round trip, as measured from request to repair', () => {
    const missing = new MissingPackets();
    missing.received(1, 0);
    missing.received(3, 0);
    expect(missing.takeDue(20)).toEqual([2]);
    expect(missing.takeDue(119)).toEqual([]); // 100 ms until anything was measured
    expect(missing.takeDue(120)).toEqual([2]);
    missing.recovered(2, 130);
    expect(missing.roundTripMs).toBe(100); // asked twice: which request was answered is not known
    missing.received(5, 1000);
    expect(missing.takeDue(1010)).toEqual([4]);
    expect(missing.recovered(4, 1030)).toBe(true);
    expect(missing.roundTripMs).toBe(100 + (20 - 100) / 8);
  });

  it('gives up after ten requests', () => {
    const missing = new MissingPackets();
    missing.received(1, 0);
    missing.received(3, 0);
    let requests = 0;
    for (let nowMs = 0; nowMs < 1990; nowMs += 10) requests += missing.takeDue(nowMs).length;
    expect(requests).toBe(10);
    expect(missing.recovered(2, 1990)).toBe(false);
  });

  it('knows duplicates', () => {
    const missing = new MissingPackets();
    expect(missing.received(1, 0)).toBe(true);
    expect(missing.received(1, 0)).toBe(false);
    missing.received(3, 0);
    expect(missing.recovered(2, 5)).toBe(true);
    expect(missing.received(2, 9)).toBe(false);
  });

  it('takes a jump of more than 500 for a new start', () => {
    const missing = new MissingPackets();
    missing.received(1, 0);
    missing.received(5000, 0);
    expect(missing.takeDue(100)).toEqual([]);
  });

  it('counts what is not repaired, each packet once', () => {
    const missing = new MissingPackets();
    missing.received(1, 0);
    missing.received(5, 0);
    missing.takeDue(20);
    missing.recovered(2, 100);
    expect(missing.takeCount()).toBe(2);
    expect(missing.takeCount()).toBe(0);
  });
});

describe('ReceptionStats', () => {
  it('reports nothing before the first packet', () => {
    expect(new ReceptionStats(1, 90_000).takeReport(0)).toBeUndefined();
  });

  it('counts loss since the last report and since the beginning', () => {
    const stats = new ReceptionStats(1, 90_000);
    for (const sequence of [65_536, 65_537, 65_538, 65_540]) stats.receive(sequence, 0, 0);
    expect(stats.takeReport(0)).toMatchObject({ fractionLost256: 51, packetsLost: 1, highestSequence: 4 });
    for (const sequence of [65_541, 65_542]) stats.receive(sequence, 0, 0);
    expect(stats.takeReport(0)).toMatchObject({ fractionLost256: 0, packetsLost: 1, highestSequence: 6 });
  });

  it('counts cycles of the sequence number from 0', () => {
    const stats = new ReceptionStats(1, 90_000);
    stats.receive(65_536 + 65_535, 0, 0);
    stats.receive(2 * 65_536, 0, 0);
    expect(stats.takeReport(0)?.highestSequence).toBe(0x0001_0000);
  });

  it('smooths jitter by a sixteenth, in units of the RTP clock', () => {
    const stats = new ReceptionStats(1, 90_000);
    stats.receive(65_536, 0, 0);
    stats.receive(65_537, 3000, 33.333333 + 16); // 16 ms late: 1440 ticks
    expect(stats.takeReport(0)?.jitter).toBeCloseTo(90, 2);
  });

  it('tells when the last sender report came, for the round trip', () => {
    const stats = new ReceptionStats(1, 90_000);
    stats.receive(65_536, 0, 0);
    expect(stats.takeReport(0)).toMatchObject({ lastSenderReport: 0, delaySinceLastSenderReport: 0 });
    stats.senderReport(0x1111_2222_3333_4444n, 1000);
    expect(stats.takeReport(1500)).toMatchObject({ lastSenderReport: 0x2222_3333, delaySinceLastSenderReport: 0x8000 });
  });
});
