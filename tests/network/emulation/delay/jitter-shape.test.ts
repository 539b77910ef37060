import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/lib/random.ts';
import { JitterDraw } from '../../../../src/network/emulation/delay/jitter-draw.ts';
import { JITTER_SHAPES } from '../../../../src/network/emulation/delay/jitter-shape.ts';

const COUNT = 1_000_000;

/** Quantiles in units of jitterMs: those of the uniform and standard normal distributions, and of iproute2's pareto.c. */
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
  it.each(NAMES)('is %s over a million packets with independent draws', (name) => {
    const draw = new JitterDraw(10, 3, JITTER_SHAPES[name]);
    const sorted = Float64Array.from({ length: COUNT }, () => draw.extraMs()).sort();
    for (const share of SHARES) {
      // A quarter of a percent of the packets on either side: five standard errors of the share at the median, more
      // elsewhere.
      const low = sorted[Math.floor((share - 0.0025) * COUNT)] ?? Number.NaN;
      const high = sorted[Math.floor((share + 0.0025) * COUNT)] ?? Number.NaN;
      const asked = 10 * QUANTILES[name](share);
      expect(low).toBeLessThanOrEqual(asked + 1e-9);
      expect(high).toBeGreaterThanOrEqual(asked - 1e-9);
    }
  });

  it.each(NAMES)('predicts the share of its own draws up to any value: %s', (name) => {
    const { draw, shareUpTo, least, most } = JITTER_SHAPES[name];
    const random = createRandom(3);
    const sorted = Float64Array.from({ length: COUNT }, () => draw(random(), random())).sort();
    for (let value = least - 0.3; value < most + 0.3; value += 0.1) {
      const share = sorted.findLastIndex((drawn) => drawn <= value) + 1;
      // Four standard errors of a share, at their maximum.
      expect(Math.abs(share / COUNT - shareUpTo(value))).toBeLessThan(4 * Math.sqrt(0.25 / COUNT));
    }
  });

  it('has the atom of netem’s pareto at the end of the table: 1.1 % of the packets', () => {
    const draw = new JitterDraw(1, 11, JITTER_SHAPES.pareto);
    const atEnd = Array.from({ length: COUNT }, () => draw.extraMs()).filter((extra) => extra === 4).length;
    const share = 4.5 ** -3;
    expect(Math.abs(atEnd - COUNT * share)).toBeLessThan(3.29 * Math.sqrt(COUNT * share));
  });
});
