import { describe, expect, it } from 'vitest';
import { Bbr } from '../../../../src/network/emulation/cross/bbr.ts';
import { TcpSource } from '../../../../src/network/emulation/cross/tcp-source.ts';
import { quantile, shareLine, sharesOf } from './share-line.ts';

const RTT_MS = 50;
const bbr = (seed: number, fromMs = 0) =>
  new TcpSource({ type: 'tcp', rttMs: RTT_MS, control: 'bbr', fromMs }, seed, 0);
const cubic = (seed: number) => new TcpSource({ type: 'tcp', rttMs: RTT_MS, fromMs: 0 }, seed, 0);
const LINE = { rateBps: 10e6, queueMs: 300, fromMs: 20_000, untilMs: 80_000 };
const BYTES = 75e6;

describe('the model of BBR', () => {
  it('fills a line without filling its queue, and loses nothing, where CUBIC does both', () => {
    const { bytes, lost, waitsMs } = shareLine([bbr(1)], LINE);
    expect((bytes[0] ?? 0) / BYTES).toBeGreaterThan(0.95);
    expect(lost).toEqual([0]);
    // A probe at 1.25 of the rate lasts a round trip: a quarter of one waits at its end.
    expect(quantile(waitsMs, 0.95)).toBeLessThan(RTT_MS);
    const filled = shareLine([cubic(1)], LINE);
    expect(quantile(filled.waitsMs, 0.5)).toBeGreaterThan(200);
    expect(filled.lost[0]).toBeGreaterThan(0);
  });

  it('keeps twice the bandwidth-delay product under way in company: one round trip of it waits', () => {
    const line = shareLine([bbr(1), bbr(2, 5000)], LINE);
    expect(quantile(line.waitsMs, 0.5)).toBeGreaterThan(0.7 * RTT_MS);
    expect(quantile(line.waitsMs, 0.5)).toBeLessThan(1.5 * RTT_MS);
    for (const each of sharesOf(line)) expect(each).toBeGreaterThan(0.3);
  });

  // Hock, Bless and Zitterbart, "Experimental Evaluation of BBR Congestion Control" (ICNP 2017), sections V.B and V.C.
  it('takes most of a short queue from CUBIC, which takes most of a long one from it', () => {
    const [inShort = 0] = sharesOf(shareLine([bbr(1), cubic(2)], { ...LINE, queueMs: 20 }));
    const [inLong = 0] = sharesOf(shareLine([bbr(1), cubic(2)], { ...LINE, queueMs: 1000, untilMs: 200_000 }));
    expect(inShort).toBeGreaterThan(0.6);
    expect(inLong).toBeLessThan(0.4);
  });

  it('lowers its window to four packets for 200 ms when the round trip has been longer for 10 s, and then takes it back', () => {
    const control = new Bbr(() => 0.5);
    // One packet a ms, 50 ms on the way at first and 60 ms from then on.
    const windowAt = (atMs: number) => {
      const rttMs = atMs < 1000 ? RTT_MS : 60;
      const sample = { rttMs, delivered: atMs, deliveredBefore: atMs - rttMs, packetsPerMs: 1 };
      control.acknowledged(atMs, rttMs, { ...sample, underWay: Math.min(rttMs, control.packets) });
      return control.packets;
    };
    const windows = Array.from({ length: 25_000 }, (_, atMs) => windowAt(atMs));
    const probing = windows.flatMap((packets, atMs) => (atMs > 1000 && packets === 4 ? [atMs] : []));
    const [first = 0] = probing;
    expect(first).toBeGreaterThan(10_900);
    expect(first).toBeLessThan(11_100);
    expect(probing.filter((atMs) => atMs < 20_000).length).toBeGreaterThanOrEqual(200);
    expect(probing.filter((atMs) => atMs < 20_000).length).toBeLessThan(300);
    // Twice what is under way in 60 ms, and three pieces of two packets.
    expect(windows[20_000]).toBe(126);
  });
});
