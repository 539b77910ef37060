import { describe, expect, it } from 'vitest';
import { HeldJitter } from '../../../../src/network/emulation/delay/held-jitter.ts';
import { drawJitter } from '../../../../src/network/emulation/delay/jitter-draw.ts';
import { JITTER_SHAPES } from '../../../../src/network/emulation/delay/jitter-shape.ts';
import { meanHeldMs } from '../../../../src/network/emulation/delay/mean-held.ts';
import { cpuMs } from '../../../cpu-ms.ts';

const SEED = 5;
const NAMES = ['uniform', 'normal', 'pareto'] as const;

/**
 * Computes held jitter from its definition: the maximum of all draws, each falling from the end of its step as time runs.
 */
function writtenOut(jitterMs: number, shape: (typeof JITTER_SHAPES)[keyof typeof JITTER_SHAPES], atMs: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let step = 0; step <= atMs; step++)
    highest = Math.max(highest, jitterMs * drawJitter(shape, SEED, step) - Math.max(0, atMs - (step + 1)));
  return highest - meanHeldMs(jitterMs, shape);
}

describe('HeldJitter', () => {
  it.each(NAMES)('is a new %s draw every ms, held back behind earlier draws', (name) => {
    const shape = JITTER_SHAPES[name];
    for (const jitterMs of [0.3, 3, 40]) {
      const jitter = new HeldJitter(jitterMs, SEED, shape);
      for (let atMs = 0; atMs < 2000; atMs += 0.7)
        expect(jitter.extraMs(atMs)).toBeCloseTo(writtenOut(jitterMs, shape, atMs), 9);
    }
  });

  it.each(NAMES)('has a mean of zero over time, however much is held back: %s', (name) => {
    const shape = JITTER_SHAPES[name];
    for (const jitterMs of [0.4, 5, 40]) {
      const jitter = new HeldJitter(jitterMs, SEED, shape);
      const count = 1_000_000;
      let sum = 0;
      for (let n = 0; n < count; n++) sum += jitter.extraMs(n * 1.037);
      // A million draws, of which up to 150 are correlated: 3 % of the amount is 3 sigma of the widest, pareto's 40 ms.
      expect(Math.abs(sum / count)).toBeLessThan(0.03 * jitterMs);
    }
  });

  it('narrows large jitter more than small jitter, because independent delays far apart cannot keep order', () => {
    const deviation = (jitterMs: number) => {
      const jitter = new HeldJitter(jitterMs, SEED);
      const extra = Float64Array.from({ length: 400_000 }, (_, n) => jitter.extraMs(n * 1.037));
      return Math.sqrt(extra.reduce((sum, value) => sum + value ** 2, 0) / extra.length);
    };
    expect(deviation(0.3)).toBeCloseTo(0.3 / Math.sqrt(3), 1);
    expect(deviation(40)).toBeGreaterThan(5.2);
    expect(deviation(40)).toBeLessThan(5.8);
  });

  it('never falls faster than time runs, so that no packet overtakes, and never rises over many packets', () => {
    const jitter = new HeldJitter(40, SEED);
    let before = jitter.extraMs(0);
    let rising = 0;
    let longest = 0;
    for (let n = 1; n < 100_000; n++) {
      const extra = jitter.extraMs(n * 4 + 0.5);
      expect(extra - before).toBeGreaterThanOrEqual(-4 - 1e-9);
      rising = extra > before ? rising + 1 : 0;
      longest = Math.max(longest, rising);
      before = extra;
    }
    // A swing of 80 ms over 200 ms would be 50 packets long.
    expect(longest).toBeLessThan(7);
  });

  it('is the same at the same time however often it is queried, and immediate after an hour without packets', () => {
    const often = new HeldJitter(8, SEED);
    const rarely = new HeldJitter(8, SEED);
    for (let n = 0; n < 300_000; n++) {
      const extra = often.extraMs(n);
      if (n % 977 === 0) expect(rarely.extraMs(n)).toBe(extra);
    }
    // A day has 86 million steps: it would take seconds to draw them all.
    const tiny = new HeldJitter(0.001, SEED);
    tiny.extraMs(0);
    expect(cpuMs(() => tiny.extraMs(86_400_000)).tookMs).toBeLessThan(50);
  });
});
