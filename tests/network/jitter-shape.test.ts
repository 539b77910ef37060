import { describe, expect, it } from 'vitest';
import { JitterDraw } from '../../src/network/jitter-draw.ts';
import { JITTER_SHAPES } from '../../src/network/jitter-shape.ts';
import { JitterWave } from '../../src/network/jitter-wave.ts';

const COUNT = 1_000_000;

/** Quantiles in units of jitterMs: the uniform's and the standard normal's own; pareto's as iproute2's pareto.c makes its table. */
const QUANTILES = {
  uniform: (share: number) => 2 * share - 1,
  normal: (share: number) => NORMAL.get(share) ?? Number.NaN,
  pareto: (share: number) => Math.min(4, ((1 - share) ** (-1 / 3) - 1.5) * (4 / 3)),
};
const NORMAL = new Map([
  [0.01, -2.3263],
  [0.1, -1.2816],
  [0.25, -0.6745],
  [0.5, 0],
  [0.75, 0.6745],
  [0.9, 1.2816],
  [0.99, 2.3263],
]);
const NAMES = ['uniform', 'normal', 'pareto'] as const;
const SHARES = [...NORMAL.keys()];

describe('the distribution of jitter', () => {
  it.each(NAMES)('is %s over a million packets that each draw their own', (name) => {
    const draw = new JitterDraw(10, 3, JITTER_SHAPES[name]);
    const sorted = Float64Array.from({ length: COUNT }, () => draw.extraMs()).sort();
    for (const share of SHARES) {
      // A quarter of a percent of the packets to either side: five standard errors of the share at the median, more elsewhere.
      const low = sorted[Math.floor((share - 0.0025) * COUNT)] ?? Number.NaN;
      const high = sorted[Math.floor((share + 0.0025) * COUNT)] ?? Number.NaN;
      const asked = 10 * QUANTILES[name](share);
      expect(low).toBeLessThanOrEqual(asked + 1e-9);
      expect(high).toBeGreaterThanOrEqual(asked - 1e-9);
    }
  });

  it.each(NAMES)('is %s over the time of a million ms that swing in order', (name) => {
    const wave = new JitterWave(4, 7, JITTER_SHAPES[name]);
    let previous = wave.extraMs(0);
    let steepest = 0;
    const sorted = Float64Array.from({ length: COUNT }, (_, atMs) => {
      const extra = wave.extraMs(atMs);
      steepest = Math.min(steepest, extra - previous);
      previous = extra;
      return extra;
    }).sort();
    for (const share of SHARES) {
      const at = sorted[Math.floor(share * COUNT)] ?? Number.NaN;
      // A swing takes some 20 ms, so a million ms hold about 50,000 swings. Of 100 seeds none was further off than half of this.
      const tolerance = share >= 0.99 ? 0.2 : 0.06;
      expect(Math.abs(at / 4 - QUANTILES[name](share))).toBeLessThan(tolerance);
    }
    expect(steepest).toBeGreaterThanOrEqual(-0.8 - 1e-9);
    expect(sorted[0]).toBeGreaterThanOrEqual(4 * JITTER_SHAPES[name].least);
    expect(sorted[COUNT - 1]).toBeLessThanOrEqual(4 * JITTER_SHAPES[name].most);
  });

  it('of netem’s pareto has its atom at the end of the table: 1.1 % of the packets', () => {
    const draw = new JitterDraw(1, 11, JITTER_SHAPES.pareto);
    const atEnd = Array.from({ length: COUNT }, () => draw.extraMs()).filter((extra) => extra === 4).length;
    const share = 4.5 ** -3;
    expect(Math.abs(atEnd - COUNT * share)).toBeLessThan(3.29 * Math.sqrt(COUNT * share));
  });
});
