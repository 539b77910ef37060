import { describe, expect, it } from 'vitest';
import { RtcpInterval } from '../../../src/sfu/rtcp/rtcp-interval.ts';

function receivedAt(...times: readonly number[]): RtcpInterval {
  const interval = new RtcpInterval(0);
  for (const time of times) interval.received(time);
  return interval;
}

describe('RtcpInterval', () => {
  it('allows whatever RTCP allows until it knows better: three reports 7.5 s apart', () => {
    expect(receivedAt().timeoutMs).toBe(22_500);
    expect(receivedAt(20_000, 20_050).timeoutMs).toBe(22_500);
  });

  it('times out a frequent reporter after 5 s', () => {
    expect(receivedAt(100, 150, 200).timeoutMs).toBe(5000);
    expect(receivedAt(100, 150, 200).silentMs(5300)).toBe(5100);
  });

  it('waits for three of a rare reporter’s longest intervals', () => {
    expect(receivedAt(1000, 6000, 13_400, 18_400).timeoutMs).toBe(22_200);
  });

  it('forgets an outage after ten more reports', () => {
    const interval = receivedAt(0, 50, 100, 9100);
    expect(interval.timeoutMs).toBe(27_000);
    for (let report = 1; report <= 10; report++) interval.received(9100 + report * 50);
    expect(interval.timeoutMs).toBe(5000);
  });

  it('counts silence from when the connection is up', () => {
    const interval = new RtcpInterval(0);
    interval.start(7000);
    expect(interval.silentMs(8000)).toBe(1000);
  });
});
