import { describe, expect, it } from 'vitest';
import { ReceptionStats } from '../../../src/sfu/rtcp/reception-stats.ts';

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

  it('reports the time since the last sender report, for the round trip', () => {
    const stats = new ReceptionStats(1, 90_000);
    stats.receive(65_536, 0, 0);
    expect(stats.takeReport(0)).toMatchObject({ lastSenderReport: 0, delaySinceLastSenderReport: 0 });
    stats.senderReport(0x1111_2222_3333_4444n, 1000);
    expect(stats.takeReport(1500)).toMatchObject({ lastSenderReport: 0x2222_3333, delaySinceLastSenderReport: 0x8000 });
  });
});
