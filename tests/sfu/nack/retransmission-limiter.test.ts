import { describe, expect, it } from 'vitest';
import {
  RETRANSMISSION_BURST_MS,
  RETRANSMISSION_SHARE,
  RetransmissionLimiter,
} from '../../../src/sfu/nack/retransmission-limiter.ts';

describe('RetransmissionLimiter', () => {
  const conditions = { nowMs: 10_000, roundTripMs: 150, mediaBps: 2_000_000 };

  it('retransmits a packet at most once per round trip', () => {
    const limiter = new RetransmissionLimiter();
    const decide = (nowMs: number, retransmittedMs?: number) =>
      limiter.decide({ bytes: 1000, sentMs: 9500, retransmittedMs }, { ...conditions, nowMs });
    expect(decide(10_000)).toBe('send');
    expect(decide(10_149, 10_000)).toBe('too-soon');
    expect(decide(10_150, 10_000)).toBe('send');
  });

  it('retransmits nothing older than a second: it resumes live instead of catching up', () => {
    const limiter = new RetransmissionLimiter();
    const decide = (sentMs: number) => limiter.decide({ bytes: 1000, sentMs, retransmittedMs: undefined }, conditions);
    expect(decide(9000)).toBe('send');
    expect(decide(8999)).toBe('too-old');
  });

  it('assumes a long round trip until one is known, and never less than 20 ms', () => {
    const limiter = new RetransmissionLimiter();
    const request = { bytes: 1000, sentMs: 9500, retransmittedMs: 9900 };
    expect(limiter.decide(request, { ...conditions, roundTripMs: undefined })).toBe('too-soon');
    expect(limiter.decide({ ...request, retransmittedMs: 9800 }, { ...conditions, roundTripMs: undefined })).toBe(
      'send',
    );
    expect(limiter.decide({ ...request, retransmittedMs: 9985 }, { ...conditions, roundTripMs: 0.5 })).toBe('too-soon');
  });

  it('repairs one burst at once, then a share of the media rate', () => {
    const limiter = new RetransmissionLimiter();
    const sendAll = (nowMs: number) => {
      let sent = 0;
      while (
        limiter.decide({ bytes: 1000, sentMs: 9500, retransmittedMs: undefined }, { ...conditions, nowMs }) === 'send'
      )
        sent += 1;
      return sent;
    };
    expect(sendAll(10_000)).toBe((2_000_000 / 8 / 1000) * (RETRANSMISSION_BURST_MS / 1000)); // 100 packets
    expect(sendAll(10_000)).toBe(0);
    expect(sendAll(10_100)).toBe(Math.floor(((2_000_000 / 8 / 1000) * RETRANSMISSION_SHARE) / 10)); // of 6.25 packets
  });

  it('limits endless requests to that share', () => {
    const limiter = new RetransmissionLimiter();
    let bytes = 0;
    for (let nowMs = 0; nowMs < 30_000; nowMs++)
      for (let i = 0; i < 5; i++)
        if (
          limiter.decide({ bytes: 1200, sentMs: nowMs, retransmittedMs: undefined }, { ...conditions, nowMs }) ===
          'send'
        )
          bytes += 1200;
    expect((bytes * 8) / 30).toBeLessThan(2_000_000 * (RETRANSMISSION_SHARE + RETRANSMISSION_BURST_MS / 30_000));
  });
});
