import { describe, expect, it } from 'vitest';
import { spreadOut } from '../../src/network/spread-out.ts';
import { profile, segment } from './support/profiles.ts';

describe('spreadOut', () => {
  const access = segment(
    profile({
      ...{ rateBps: 5e6, spreadMs: 10_000, blackouts: [{ fromMs: 4000, toMs: 5000 }] },
      rateSteps: { steps: [{ atMs: 2000, rateBps: 1e6 }] },
    }),
  );
  const shiftOf = (seed: number) => (spreadOut(access, seed).out.rateSteps?.steps[0]?.atMs ?? 0) - 2000;

  it('delays all that is scheduled on a line by the same time, both ways', () => {
    const { out, back } = spreadOut(access, 5);
    expect(out.blackouts).toEqual([{ fromMs: 4000 + shiftOf(5), toMs: 5000 + shiftOf(5) }]);
    expect(back).toEqual(out);
  });

  it('draws that time evenly, by the seed', () => {
    const shifts = Array.from({ length: 1000 }, (_, seed) => shiftOf(seed));
    expect(Math.min(...shifts)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...shifts)).toBeLessThan(10_000);
    // Standard deviation of the mean: 10 s / sqrt(12 * 1000) = 91 ms.
    expect(Math.abs(shifts.reduce((sum, shift) => sum + shift, 0) / 1000 - 5000)).toBeLessThan(300);
  });

  it('leaves other lines as they are', () => {
    const plain = segment(profile({ rateBps: 5e6, rateSteps: { steps: [{ atMs: 2000, rateBps: 1e6 }] } }));
    expect(spreadOut(plain, 5)).toEqual(plain);
  });
});
