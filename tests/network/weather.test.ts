import { describe, expect, it } from 'vitest';
import { JITTER_SHAPES } from '../../src/network/jitter-shape.ts';
import { meanHeldMs } from '../../src/network/mean-held.ts';
import { LOST_BURST, LOST_RANDOM, PASSED, Weather } from '../../src/network/weather.ts';
import { bursts, profile } from './profiles.ts';

const STORM = profile({ delayMs: 40, jitterMs: 6, loss: bursts(0.05, 4) });

/** Fate and delay of each packet of a stream with `everyMs` between packets, by time. */
function course(everyMs: number, seed: number): Map<number, string> {
  const weather = new Weather(STORM, seed);
  const seen = new Map<number, string>();
  for (let atMs = 0; atMs < 60_000; atMs += everyMs) seen.set(atMs, `${weather.fate(atMs)} ${weather.delayMs(atMs)}`);
  return seen;
}

describe('weather', () => {
  it('is the same for streams of different rates: every shared instant has the same fate and the same delay', () => {
    const fast = course(1, 11);
    const slow = course(8, 11);
    expect([...slow].filter(([, what]) => what.startsWith(`${LOST_BURST} `)).length).toBeGreaterThan(100);
    for (const [atMs, what] of slow) expect(fast.get(atMs)).toBe(what);
  });

  it('is another under another seed', () => {
    expect([...course(8, 11).values()]).not.toEqual([...course(8, 12).values()]);
  });

  it('loses independent packets at the rate asked: a million at 1 %, within the 99.9 % interval', () => {
    const weather = new Weather(profile({ loss: { type: 'random', lossFraction: 0.01 } }), 2);
    const fates = Array.from({ length: 1_000_000 }, (_, n) => weather.fate(n));
    const lost = fates.filter((fate) => fate === LOST_RANDOM).length;
    expect(Math.abs(lost - 10_000)).toBeLessThan(3.29 * Math.sqrt(1_000_000 * 0.01 * 0.99));
    // Independent: a lost packet is followed by another lost one as rarely as any.
    const pairs = fates.filter((fate, n) => fate === LOST_RANDOM && fates[n + 1] === LOST_RANDOM).length;
    expect(Math.abs(pairs - 100)).toBeLessThan(3.29 * Math.sqrt(100));
  });

  it('does not share one fate among packets of the same instant', () => {
    const weather = new Weather(profile({ loss: { type: 'random', lossFraction: 0.5 } }), 2);
    const fates = Array.from({ length: 64 }, () => weather.fate(1000));
    expect(new Set(fates)).toEqual(new Set([PASSED, LOST_RANDOM]));
  });

  it('tells losses of the bad state from those of the good one, each at its own rate', () => {
    const loss = { type: 'gilbert-elliott', p: 0.1, r: 0.1, lossInBad: 0.6, lossInGood: 0.02 } as const;
    const weather = new Weather(profile({ loss }), 9);
    const fates = Array.from({ length: 1_000_000 }, (_, n) => weather.fate(n * 4));
    const share = (fate: number) => fates.filter((other) => other === fate).length / fates.length;
    // Half of the time in each state; correlation 0.8 between steps makes sigma of the bad share 0.0015.
    expect(share(LOST_BURST)).toBeCloseTo(0.3, 2);
    expect(share(LOST_RANDOM)).toBeCloseTo(0.01, 3);
  });

  it('never delays less than nothing, though the jitter be greater than the delay', () => {
    const weather = new Weather(profile({ delayMs: 2, jitterMs: 10 }), 1);
    const delays = Array.from({ length: 10_000 }, (_, atMs) => weather.delayMs(atMs));
    expect(Math.min(...delays)).toBe(0);
    expect(Math.max(...delays)).toBeCloseTo(12 - meanHeldMs(10, JITTER_SHAPES.uniform), 1);
  });
});
