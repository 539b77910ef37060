import { describe, expect, it } from 'vitest';
import type { Loss } from '../../../src/model/scenario/link-profile.ts';
import { JITTER_SHAPES } from '../../../src/network/emulation/delay/jitter-shape.ts';
import { meanHeldMs } from '../../../src/network/emulation/delay/mean-held.ts';
import { LOST_BURST, LOST_RANDOM, PASSED, Weather } from '../../../src/network/emulation/weather.ts';
import { bursts, profile } from '../support/profiles.ts';

const STORM = profile({ delayMs: 40, jitterMs: 6, loss: bursts(0.05, 4) });

/** Returns fate and delay of each packet of a stream with `everyMs` between packets, by time. */
function course(everyMs: number, seed: number): Map<number, string> {
  const weather = new Weather(STORM, seed);
  const seen = new Map<number, string>();
  for (let atMs = 0; atMs < 60_000; atMs += everyMs) seen.set(atMs, `${weather.fate(atMs)} ${weather.delayMs(atMs)}`);
  return seen;
}

describe('weather', () => {
  it('is the same for streams of different rates: every shared instant has the same fate and delay', () => {
    const fast = course(1, 11);
    const slow = course(8, 11);
    expect([...slow].filter(([, what]) => what.startsWith(`${LOST_BURST} `)).length).toBeGreaterThan(100);
    for (const [atMs, what] of slow) expect(fast.get(atMs)).toBe(what);
  });

  it('differs under another seed', () => {
    expect([...course(8, 11).values()]).not.toEqual([...course(8, 12).values()]);
  });

  it('loses independent packets at the rate asked: 1 % of a million, within the 99.9 % interval', () => {
    const weather = new Weather(profile({ loss: { type: 'random', lossFraction: 0.01 } }), 2);
    const fates = Array.from({ length: 1_000_000 }, (_, n) => weather.fate(n));
    const lost = fates.filter((fate) => fate === LOST_RANDOM).length;
    expect(Math.abs(lost - 10_000)).toBeLessThan(3.29 * Math.sqrt(1_000_000 * 0.01 * 0.99));
    // Independent: a loss is no more likely after another loss.
    const pairs = fates.filter((fate, n) => fate === LOST_RANDOM && fates[n + 1] === LOST_RANDOM).length;
    expect(Math.abs(pairs - 100)).toBeLessThan(3.29 * Math.sqrt(100));
  });

  it('gives packets of the same instant different fates', () => {
    const weather = new Weather(profile({ loss: { type: 'random', lossFraction: 0.5 } }), 2);
    const fates = Array.from({ length: 64 }, () => weather.fate(1000));
    expect(new Set(fates)).toEqual(new Set([PASSED, LOST_RANDOM]));
  });

  it('distinguishes losses of the bad state from those of the good state, each at its own rate', () => {
    const loss = { type: 'gilbert-elliott', p: 0.1, r: 0.1, lossInBad: 0.6, lossInGood: 0.02 } as const;
    const weather = new Weather(profile({ loss }), 9);
    const fates = Array.from({ length: 1_000_000 }, (_, n) => weather.fate(n * 4));
    const share = (fate: number) => fates.filter((other) => other === fate).length / fates.length;
    // Each state lasts half of the time; a correlation of 0.8 between steps gives the bad share a sigma of 0.0015.
    expect(share(LOST_BURST)).toBeCloseTo(0.3, 2);
    expect(share(LOST_RANDOM)).toBeCloseTo(0.01, 3);
  });

  it('loses as many packets in a row as asked if the chain advances per packet, at any rate and spacing, but not by time', () => {
    const meanRun = (loss: Loss, times: readonly number[]) => {
      const weather = new Weather(profile({ loss }), 4);
      const lost = times.map((atMs) => weather.fate(atMs) === LOST_BURST);
      return lost.filter(Boolean).length / lost.filter((is, n) => is && lost[n - 1] !== true).length;
    };
    const byTime = bursts(0.02, 3);
    const byPacket: Loss = { ...byTime, perPacket: true };
    // Chrome's pacing sends five packets of a frame at once, every 33 ms; audio sends a packet every 20 ms.
    const video = Array.from({ length: 500_000 }, (_, n) => Math.floor(n / 5) * 33 + (n % 5) * 0.02);
    const sound = Array.from({ length: 500_000 }, (_, n) => n * 20);
    for (const times of [video, sound]) {
      expect(meanRun(byPacket, times)).toBeGreaterThan(2.9);
      expect(meanRun(byPacket, times)).toBeLessThan(3.1);
    }
    expect(meanRun(byTime, video)).toBeGreaterThan(4.9);
    expect(meanRun(byTime, sound)).toBeLessThan(1.3);
  });

  it('restarts a per-packet chain with the window, whatever passed before', () => {
    const loss: Loss = { ...bursts(0.2, 3), perPacket: true };
    const windowAfter = (packets: number) => {
      const weather = new Weather(profile({ loss }), 4);
      for (let n = 0; n < packets; n++) weather.fate(n - packets);
      return Array.from({ length: 1000 }, (_, n) => weather.fate(n));
    };
    expect(windowAfter(777)).toEqual(windowAfter(1));
  });

  it('never has a negative delay, even if the jitter exceeds the delay', () => {
    const weather = new Weather(profile({ delayMs: 2, jitterMs: 10 }), 1);
    const delays = Array.from({ length: 10_000 }, (_, atMs) => weather.delayMs(atMs));
    expect(Math.min(...delays)).toBe(0);
    expect(Math.max(...delays)).toBeCloseTo(12 - meanHeldMs(10, JITTER_SHAPES.uniform), 1);
  });
});
