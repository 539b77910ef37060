import { describe, expect, it } from 'vitest';
import { RtcSource } from '../../../../src/network/emulation/cross/rtc-source.ts';
import { TcpSource } from '../../../../src/network/emulation/cross/tcp-source.ts';
import { quantile, shareLine, sharesOf } from './share-line.ts';

const MOST_BPS = 1.5e6;
const SEEDS = [1, 11, 21];
const rtc = (seed: number, { fromMs = 0, rttMs = 100, toMs = Number.POSITIVE_INFINITY } = {}) =>
  new RtcSource({ type: 'rtc', rttMs, mostBps: MOST_BPS, fromMs, toMs }, seed, 0);

describe('the model of a WebRTC stream', () => {
  it.each(SEEDS)('reaches its highest bit rate within a second by its probes, and stays there: seed %d', (seed) => {
    const wide = { rateBps: 50e6, queueMs: 300 };
    const { bytes, lost } = shareLine([rtc(seed)], { ...wide, fromMs: 1000, untilMs: 11_000 });
    // The headers of RTP, UDP and IP are 48 bytes a packet of at most 1150.
    expect(((bytes[0] ?? 0) * 8) / 10 / MOST_BPS).toBeGreaterThan(1);
    expect(((bytes[0] ?? 0) * 8) / 10 / MOST_BPS).toBeLessThan(1.08);
    expect(lost).toEqual([0]);
  });

  it.each(SEEDS)('uses a narrow line nearly to the full, with a short queue (RFC 8867, 5.1): seed %d', (seed) => {
    const line = shareLine([rtc(seed)], { rateBps: 1e6, queueMs: 300, fromMs: 5000, untilMs: 60_000 });
    expect(((line.bytes[0] ?? 0) * 8) / 55e6).toBeGreaterThan(0.85);
    expect(quantile(line.waitsMs, 0.95)).toBeLessThan(100);
    expect(line.lost).toEqual([0]);
  });

  it.each(SEEDS)('shares a line fairly with two more that come later (RFC 8867, 5.4): seed %d', (seed) => {
    const sources = [0, 20_000, 40_000].map((fromMs, n) => rtc(seed + n, { fromMs }));
    const line = shareLine(sources, { rateBps: 3.5e6, queueMs: 300, fromMs: 60_000, untilMs: 120_000 });
    const shares = sharesOf(line);
    // RFC 8868, section 3: between 0.333 and 3 times each other.
    expect(Math.max(...shares) / Math.min(...shares)).toBeLessThan(1.5);
    expect(quantile(line.waitsMs, 0.95)).toBeLessThan(100);
  });

  it.each(SEEDS)('leaves more to shorter round trips, but within bounds (RFC 8867, 5.5): seed %d', (seed) => {
    const sources = [20, 50, 100, 200, 300].map((rttMs, n) => rtc(seed + n, { rttMs, fromMs: 10_000 * n }));
    const line = shareLine(sources, { rateBps: 4e6, queueMs: 300, fromMs: 100_000, untilMs: 300_000 });
    const shares = sharesOf(line);
    expect(Math.max(...shares) / Math.min(...shares)).toBeLessThan(3);
  });

  it.each(SEEDS)('gives way to TCP that fills the queue, but not below its least (RFC 8867, 5.6): seed %d', (seed) => {
    const sources = [rtc(seed), new TcpSource({ type: 'tcp', rttMs: 100, fromMs: 20_000 }, seed + 9, 0)];
    const line = shareLine(sources, { rateBps: 2e6, queueMs: 300, fromMs: 40_000, untilMs: 120_000 });
    const [share = 0] = sharesOf(line);
    expect(share * 2e6).toBeGreaterThan(150e3);
    expect(share).toBeLessThan(0.5);
  });

  it('begins and ends when it is to', () => {
    const wide = { rateBps: 50e6, queueMs: 300, untilMs: 20_000 };
    const flow = { fromMs: 5000, toMs: 8000 };
    const [all = 0] = shareLine([rtc(1, flow)], { ...wide, fromMs: 0 }).bytes;
    const [within = 0] = shareLine([rtc(1, flow)], { ...wide, fromMs: 5000, untilMs: 8000 }).bytes;
    expect(all).toBe(within);
    expect(all).toBeGreaterThan(300_000);
  });
});
