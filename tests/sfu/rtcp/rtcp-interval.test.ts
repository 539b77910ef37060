import { describe, expect, it } from 'vitest';
import { RtcpInterval } from '../../../src/sfu/rtcp/rtcp-interval.ts';

function heardAt(...times: readonly number[]): RtcpInterval {
  const rhythm = new RtcpInterval(0);
  for (const time of times) rhythm.received(time);
  return rhythm;
}

describe('ReportRhythm', () => {
  it('allows whatever RTCP allows until it knows better: three reports 7.5 s apart', () => {
    expect(heardAt().timeoutMs).toBe(22_500);
    expect(heardAt(20_000, 20_050).timeoutMs).toBe(22_500);
  });

  it('misses a viewer that reports all the time after 5 s', () => {
    expect(heardAt(100, 150, 200).timeoutMs).toBe(5000);
    expect(heardAt(100, 150, 200).silentMs(5300)).toBe(5100);
  });

  it('waits for three of the longest of a seldom reporter’s intervals', () => {
    expect(heardAt(1000, 6000, 13_400, 18_400).timeoutMs).toBe(22_200);
  });

  it('forgets an outage with the next ten reports', () => {
    const rhythm = heardAt(0, 50, 100, 9100);
    expect(rhythm.timeoutMs).toBe(27_000);
    for (let report = 1; report <= 10; report++) rhythm.received(9100 + report * 50);
    expect(rhythm.timeoutMs).toBe(5000);
  });

  it('counts silence from when there is something to hear', () => {
    const rhythm = new RtcpInterval(0);
    rhythm.start(7000);
    expect(rhythm.silentMs(8000)).toBe(1000);
  });
});
