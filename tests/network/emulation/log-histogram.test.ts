import { describe, expect, it } from 'vitest';
import { LogHistogram } from '../../../src/network/emulation/log-histogram.ts';

describe('LogHistogram', () => {
  it('has no quantiles when nothing was added', () => {
    const histogram = new LogHistogram();
    expect([histogram.maxMs(), histogram.quantileMs(0.5)]).toEqual([undefined, undefined]);
  });

  it('gives quantiles within 1.1 % from microseconds to minutes, and the maximum exactly', () => {
    for (const scale of [0.01, 1, 100]) {
      const histogram = new LogHistogram();
      for (let n = 1; n <= 1000; n++) histogram.add(n * scale);
      for (const fraction of [0.05, 0.5, 0.95, 0.99])
        expect(Math.abs((histogram.quantileMs(fraction) ?? 0) / (1000 * fraction * scale) - 1)).toBeLessThan(0.0111);
      expect(histogram.maxMs()).toBe(1000 * scale);
    }
  });

  it('counts less than a microsecond as 0, never exceeds the maximum, and accepts values beyond its range', () => {
    const histogram = new LogHistogram();
    histogram.add(0);
    expect([histogram.quantileMs(0.99), histogram.maxMs()]).toEqual([0, 0]);
    histogram.add(5.001);
    expect(histogram.quantileMs(1)).toBeLessThanOrEqual(5.001);
    histogram.add(1e9);
    expect(histogram.maxMs()).toBe(1e9);
    expect(histogram.quantileMs(1)).toBeGreaterThan(100_000);
  });

  it('is empty after a reset', () => {
    const histogram = new LogHistogram();
    histogram.add(3);
    histogram.reset();
    histogram.add(1);
    expect(histogram.maxMs()).toBe(1);
    expect(histogram.quantileMs(1)).toBeLessThanOrEqual(1);
  });
});
