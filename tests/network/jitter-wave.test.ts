import { describe, expect, it } from 'vitest';
import { JitterWave } from '../../src/network/jitter-wave.ts';

const COUNT = 1_000_000;

/** One packet a ms. */
function samples(jitterMs: number): Float64Array {
  const wave = new JitterWave(jitterMs, 5);
  return new Float64Array(COUNT).map((_, atMs) => wave.extraMs(atMs));
}

describe('JitterWave', () => {
  it.each([0.4, 3, 25])(
    'spreads %d ms of jitter evenly to both sides with mean zero, over a million packets',
    (jitterMs) => {
      const extra = samples(jitterMs);
      const sorted = extra.toSorted();
      // A swing of 25 ms takes 125 ms: a million ms hold 8000 of them, so 1 % of the range is some 3 sigma of the mean.
      const tolerance = 2 * jitterMs * 0.01;
      const mean = extra.reduce((sum, value) => sum + value, 0) / COUNT;
      expect(Math.abs(mean)).toBeLessThan(tolerance);
      for (const share of [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99])
        expect(Math.abs((sorted[Math.floor(share * COUNT)] ?? Number.NaN) - jitterMs * (2 * share - 1))).toBeLessThan(
          tolerance,
        );
      expect(Math.max(Math.abs(sorted[0] ?? 0), Math.abs(sorted[COUNT - 1] ?? 0))).toBeLessThanOrEqual(jitterMs);
    },
  );

  it('never falls faster than time runs, so no packet overtakes another', () => {
    const extra = samples(8);
    const steepest = extra.reduce((worst, value, index) => Math.min(worst, value - (extra[index - 1] ?? value)), 0);
    expect(steepest).toBeGreaterThanOrEqual(-0.8 - 1e-9);
    expect(steepest).toBeLessThan(-0.5);
  });

  it('is the same at the same time however often it is asked', () => {
    const often = samples(8);
    const rarely = new JitterWave(8, 5);
    for (let atMs = 0; atMs < COUNT; atMs += 977) expect(rarely.extraMs(atMs)).toBe(often[atMs]);
  });

  it('is zero when none is asked', () => {
    expect(new JitterWave(0, 5).extraMs(1234)).toBe(0);
  });
});
