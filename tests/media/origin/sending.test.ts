import { describe, expect, it } from 'vitest';
import { KeyframeRequests } from '../../../src/media/origin/keyframe-requests.ts';
import { MAX_QUEUE_MS, MIN_PACING_BPS, Pacer } from '../../../src/media/origin/pacer.ts';
import { RateMeter } from '../../../src/media/origin/rate-meter.ts';
import { RESEND_BURST_MS, RESEND_SHARE, ResendGuard } from '../../../src/media/origin/resend-guard.ts';
import { RoundTrip } from '../../../src/media/origin/round-trip.ts';
import { writeSenderReport } from '../../../src/media/origin/rtcp-reports.ts';
import { RTX_CACHE_PACKETS, RtxCache } from '../../../src/media/origin/rtx-cache.ts';
import { StreamRewriter } from '../../../src/media/origin/stream-rewriter.ts';

describe('RateMeter', () => {
  it('measures over the last second', () => {
    const meter = new RateMeter();
    for (let nowMs = 0; nowMs < 3000; nowMs += 10) meter.add(2500, nowMs);
    expect(meter.rateBps(2999)).toBe(2_000_000);
    expect(meter.rateBps(3499)).toBe(1_000_000);
    expect(meter.rateBps(10_000)).toBe(0);
  });

  it('does not dilute the first moments by time before them', () => {
    const meter = new RateMeter();
    expect(meter.rateBps(500)).toBe(0);
    for (let nowMs = 10_000; nowMs < 10_300; nowMs += 10) meter.add(2500, nowMs);
    expect(meter.rateBps(10_299)).toBe(2_000_000);
  });
});

describe('Pacer', () => {
  it('lets a packet on a free line leave at once', () => {
    const pacer = new Pacer<string>();
    pacer.push('a', 1000);
    expect(pacer.take(1000)).toEqual(['a']);
    expect(pacer.nextDueMs()).toBeUndefined();
  });

  it('spreads a burst at the pacing rate: a packet of 1000 bytes every 2 ms at 4 Mbit/s', () => {
    const pacer = new Pacer<number>();
    for (let i = 0; i < 10; i++) pacer.push(i, 1000);
    expect(MIN_PACING_BPS).toBe(4_000_000);
    expect(pacer.take(1000)).toEqual([0, 1, 2]); // 5 ms of burst: at 995, 997 and 999
    expect(pacer.nextDueMs()).toBe(1001);
    expect(pacer.take(1000.9)).toEqual([]);
    expect(pacer.take(1001)).toEqual([3]);
    expect(pacer.take(1009)).toEqual([4, 5, 6, 7]);
    expect(pacer.queuedMs).toBe(4);
  });

  it('paces at three times the media rate, and not below its floor', () => {
    const pacer = new Pacer<number>();
    pacer.push(0, 100_000);
    pacer.setMediaRate(4_000_000);
    expect(pacer.queuedMs).toBeCloseTo(66.67, 1);
    pacer.setMediaRate(100_000);
    expect(pacer.queuedMs).toBe(200);
  });

  it('sends retransmissions first', () => {
    const pacer = new Pacer<string>();
    for (const item of ['a', 'b', 'c', 'd']) pacer.push(item, 1000);
    pacer.take(1000);
    pacer.push('again', 1000, true);
    expect(pacer.take(1003)).toEqual(['again', 'd']);
  });

  it('tells when more is queued than is live', () => {
    const pacer = new Pacer<number>();
    for (let i = 0; i < 251; i++) pacer.push(i, 1000);
    expect(pacer.queuedMs).toBeGreaterThan(MAX_QUEUE_MS);
    pacer.clear();
    expect(pacer.queuedMs).toBe(0);
    expect(pacer.take(1e6)).toEqual([]);
  });
});

describe('ResendGuard', () => {
  const conditions = { nowMs: 10_000, roundTripMs: 150, mediaBps: 2_000_000 };

  it('resends a packet at most once a round trip', () => {
    const guard = new ResendGuard();
    const ask = (nowMs: number, resentMs?: number) => guard.decide({ bytes: 1000, resentMs }, { ...conditions, nowMs });
    expect(ask(10_000)).toBe('send');
    expect(ask(10_149, 10_000)).toBe('too-soon');
    expect(ask(10_150, 10_000)).toBe('send');
  });

  it('assumes a long round trip while it knows none, and never less than 20 ms', () => {
    const guard = new ResendGuard();
    const request = { bytes: 1000, resentMs: 9900 };
    expect(guard.decide(request, { ...conditions, roundTripMs: undefined })).toBe('too-soon');
    expect(guard.decide({ ...request, resentMs: 9800 }, { ...conditions, roundTripMs: undefined })).toBe('send');
    expect(guard.decide({ ...request, resentMs: 9985 }, { ...conditions, roundTripMs: 0.5 })).toBe('too-soon');
  });

  it('repairs one burst at once, then a share of the media rate', () => {
    const guard = new ResendGuard();
    const sendAll = (nowMs: number) => {
      let sent = 0;
      while (guard.decide({ bytes: 1000, resentMs: undefined }, { ...conditions, nowMs }) === 'send') sent += 1;
      return sent;
    };
    expect(sendAll(10_000)).toBe((2_000_000 / 8 / 1000) * (RESEND_BURST_MS / 1000)); // 100 packets
    expect(sendAll(10_000)).toBe(0);
    expect(sendAll(10_100)).toBe(((2_000_000 / 8 / 1000) * RESEND_SHARE) / 10); // 6.25 packets: 6
  });

  it('keeps an endless asker to its share', () => {
    const guard = new ResendGuard();
    let bytes = 0;
    for (let nowMs = 0; nowMs < 30_000; nowMs++)
      for (let i = 0; i < 5; i++)
        if (guard.decide({ bytes: 1200, resentMs: undefined }, { ...conditions, nowMs }) === 'send') bytes += 1200;
    expect((bytes * 8) / 30).toBeLessThan(2_000_000 * (RESEND_SHARE + RESEND_BURST_MS / 30_000));
  });
});

describe('KeyframeRequests', () => {
  it('asks for a viewer that joins at once, and again if no keyframe comes', () => {
    const requests = new KeyframeRequests();
    expect(requests.takeDue(1000, true)).toBe(true);
    expect(requests.takeDue(1499, true)).toBe(false);
    expect(requests.takeDue(1500, true)).toBe(true);
  });

  it('makes a viewer that joins wait no longer than 300 ms after the last keyframe', () => {
    const requests = new KeyframeRequests();
    requests.keyframe(1000);
    expect(requests.takeDue(1299, true)).toBe(false);
    expect(requests.takeDue(1300, true)).toBe(true);
  });

  it('asks once for many viewers that lost their picture', () => {
    const requests = new KeyframeRequests();
    const asked = [];
    for (let i = 0; i < 20; i++) {
      requests.repair(`v${i}`, 5000 + i);
      asked.push(requests.takeDue(5000 + i, false));
    }
    expect(asked.filter(Boolean)).toHaveLength(1);
    requests.keyframe(5200);
    expect(requests.takeDue(9000, false)).toBe(false);
  });

  it('keeps keyframes for repair two seconds apart, whoever asks', () => {
    const requests = new KeyframeRequests();
    requests.keyframe(1000);
    requests.repair('a', 1500);
    expect(requests.takeDue(2999, false)).toBe(false);
    expect(requests.takeDue(3000, false)).toBe(true);
  });

  it('hears a viewer that goes on asking less and less', () => {
    const requests = new KeyframeRequests();
    const heard: number[] = [];
    for (let nowMs = 0; nowMs <= 45_000; nowMs += 200) if (requests.repair('starved', nowMs)) heard.push(nowMs);
    expect(heard).toEqual([0, 3000, 9000, 21_000, 33_000, 45_000]);
  });

  it('hears a viewer at once that had been content for 15 s', () => {
    const requests = new KeyframeRequests();
    expect(requests.repair('a', 0)).toBe(true);
    expect(requests.repair('a', 100)).toBe(false);
    expect(requests.repair('a', 15_200)).toBe(true);
    expect(requests.repair('a', 18_200)).toBe(true);
  });

  it('hears others while one is held off', () => {
    const requests = new KeyframeRequests();
    requests.repair('a', 0);
    expect(requests.repair('a', 100)).toBe(false);
    expect(requests.repair('b', 100)).toBe(true);
  });

  it('asks a new publisher anew', () => {
    const requests = new KeyframeRequests();
    expect(requests.takeDue(1000, true)).toBe(true);
    requests.reset();
    expect(requests.takeDue(1001, true)).toBe(true);
  });
});

describe('RtxCache', () => {
  it('keeps the last 2048 packets', () => {
    const cache = new RtxCache<string>();
    cache.put(65_535, 'last');
    cache.put(0, 'first');
    expect(cache.get(65_535)?.packet).toBe('last');
    expect(cache.get(0)?.packet).toBe('first');
    cache.put(RTX_CACHE_PACKETS, 'newer');
    expect(cache.get(0)).toBeUndefined();
    expect(cache.get(RTX_CACHE_PACKETS)?.packet).toBe('newer');
    expect(cache.get(77)).toBeUndefined();
  });
});

describe('RoundTrip', () => {
  it('is the time from a sender report to its answer, less the time the receiver held it', () => {
    const roundTrip = new RoundTrip();
    const ntp = 0x1111_2222_3333_4444n;
    roundTrip.sent(writeSenderReport({ ssrc: 1, ntp, rtpTimestamp: 0, packetCount: 0, octetCount: 0 }), 1000);
    const block = { ssrc: 1, fractionLost256: 0, packetsLost: 0, highestSequence: 0, jitter: 0 };
    roundTrip.reported({ ...block, lastSenderReport: 0, delaySinceLastSenderReport: 0 }, 1100);
    roundTrip.reported({ ...block, lastSenderReport: 0x9999_9999, delaySinceLastSenderReport: 0 }, 1100);
    expect(roundTrip.latestMs).toBeUndefined();
    roundTrip.reported({ ...block, lastSenderReport: 0x2222_3333, delaySinceLastSenderReport: 0x8000 }, 1620);
    expect(roundTrip.latestMs).toBe(120);
  });
});

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
