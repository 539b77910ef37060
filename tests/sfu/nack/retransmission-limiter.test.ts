import { describe, expect, it } from 'vitest';
import {
  RETRANSMISSION_BURST_MS,
  RETRANSMISSION_SHARE,
  RetransmissionLimiter,
} from '../../../src/sfu/nack/retransmission-limiter.ts';

describe('ResendGuard', () => {
  const conditions = { nowMs: 10_000, roundTripMs: 150, mediaBps: 2_000_000 };

  it('resends a packet at most once a round trip', () => {
    const guard = new RetransmissionLimiter();
    const ask = (nowMs: number, retransmittedMs?: number) =>
      guard.decide({ bytes: 1000, sentMs: 9500, retransmittedMs }, { ...conditions, nowMs });
    expect(ask(10_000)).toBe('send');
    expect(ask(10_149, 10_000)).toBe('too-soon');
    expect(ask(10_150, 10_000)).toBe('send');
  });

  it('resends nothing that is a second old: live goes on, it does not catch up', () => {
    const guard = new RetransmissionLimiter();
    const ask = (sentMs: number) => guard.decide({ bytes: 1000, sentMs, retransmittedMs: undefined }, conditions);
    expect(ask(9000)).toBe('send');
    expect(ask(8999)).toBe('too-old');
  });

  it('assumes a long round trip while it knows none, and never less than 20 ms', () => {
    const guard = new RetransmissionLimiter();
    const request = { bytes: 1000, sentMs: 9500, retransmittedMs: 9900 };
    expect(guard.decide(request, { ...conditions, roundTripMs: undefined })).toBe('too-soon');
    expect(guard.decide({ ...request, retransmittedMs: 9800 }, { ...conditions, roundTripMs: undefined })).toBe('send');
    expect(guard.decide({ ...request, retransmittedMs: 9985 }, { ...conditions, roundTripMs: 0.5 })).toBe('too-soon');
  });

  it('repairs one burst at once, then a share of the media rate', () => {
    const guard = new RetransmissionLimiter();
    const sendAll = (nowMs: number) => {
      let sent = 0;
      while (
        guard.decide({ bytes: 1000, sentMs: 9500, retransmittedMs: undefined }, { ...conditions, nowMs }) === 'send'
      )
        sent += 1;
      return sent;
    };
    expect(sendAll(10_000)).toBe((2_000_000 / 8 / 1000) * (RETRANSMISSION_BURST_MS / 1000)); // 100 packets
    expect(sendAll(10_000)).toBe(0);
    expect(sendAll(10_100)).toBe(Math.floor(((2_000_000 / 8 / 1000) * RETRANSMISSION_SHARE) / 10)); // of 6.25 packets
  });

  it('keeps an endless asker to its share', () => {
    const guard = new RetransmissionLimiter();
    let bytes = 0;
    for (let nowMs = 0; nowMs < 30_000; nowMs++)
      for (let i = 0; i < 5; i++)
        if (
          guard.decide({ bytes: 1200, sentMs: nowMs, retransmittedMs: undefined }, { ...conditions, nowMs }) === 'send'
        )
          bytes += 1200;
    expect((bytes * 8) / 30).toBeLessThan(2_000_000 * (RETRANSMISSION_SHARE + RETRANSMISSION_BURST_MS / 30_000));
  });
});
