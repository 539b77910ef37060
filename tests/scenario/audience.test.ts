import { describe, expect, it } from 'vitest';
import type { Region } from '../../src/model/scenario/scenario.ts';
import { planAudience } from '../../src/scenario/audience.ts';
import { loadText, problemsOf, spoilt } from './load-text.ts';

const regionOf = (id: string, viewers: number) => ({ id, viewers }) as Region;
const REGIONS = [regionOf('sea-sg', 3), regionOf('na-west', 5)];
const DURATION_MS = 60_000;
const SEEDS = Array.from({ length: 50 }, (_, seed) => seed);

describe('planAudience()', () => {
  it('lets everybody join at once and stay, unless told otherwise', () => {
    expect(planAudience({ regions: REGIONS, durationMs: DURATION_MS }, 1)).toEqual([
      ...[1, 2, 3].map((n) => ({ id: `sea-sg-${n}`, region: 'sea-sg' })),
      ...[1, 2, 3, 4, 5].map((n) => ({ id: `na-west-${n}`, region: 'na-west' })),
    ]);
  });

  it('spreads the joins evenly over their time, the same for the same seed', () => {
    const audience = { regions: REGIONS, durationMs: DURATION_MS, joinSpreadMs: 10_000 };
    const joins = SEEDS.flatMap((seed) =>
      planAudience(audience, seed).map(({ joinsAfterMs = Number.NaN }) => joinsAfterMs),
    );
    const mean = joins.reduce((sum, ms) => sum + ms, 0) / joins.length;
    expect(Math.abs(mean - 5000)).toBeLessThan(500);
    expect(Math.min(...joins)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...joins)).toBeLessThan(10_000);
    expect(planAudience(audience, 3)).toEqual(planAudience(audience, 3));
    expect(planAudience(audience, 3)).not.toEqual(planAudience(audience, 4));
  });

  it('lets a share of the viewers leave in mid-show, and another come to the same region for each', () => {
    for (const seed of SEEDS) {
      const plans = planAudience({ regions: REGIONS, durationMs: DURATION_MS, churn: 0.25 }, seed);
      const left = plans.filter(({ leavesAtMs }) => leavesAtMs !== undefined);
      const came = plans.filter(({ joinsAtMs }) => joinsAtMs !== undefined);
      expect([plans.length, left.length, came.length]).toEqual([10, 2, 2]);
      expect(new Set(plans.map(({ id }) => id)).size).toBe(10);
      expect(came.map(({ region }) => region)).toEqual(left.map(({ region }) => region));
      for (const [i, { joinsAtMs = Number.NaN }] of came.entries()) {
        const leavesAtMs = left[i]?.leavesAtMs ?? Number.NaN;
        expect(leavesAtMs).toBeGreaterThanOrEqual(0.25 * DURATION_MS);
        expect(leavesAtMs).toBeLessThan(0.55 * DURATION_MS);
        expect(joinsAtMs).toBeGreaterThanOrEqual(leavesAtMs);
        expect(joinsAtMs - leavesAtMs).toBeLessThan(2000);
      }
    }
    const joins = SEEDS.flatMap((seed) =>
      planAudience({ regions: REGIONS, durationMs: DURATION_MS, churn: 0.25 }, seed).flatMap(
        ({ joinsAtMs }) => joinsAtMs ?? [],
      ),
    );
    // At any moment between keyframes.
    expect(new Set(joins).size).toBeGreaterThan(0.95 * joins.length);
  });

  it('lets at least one leave, and at most all', () => {
    const leaving = (churn: number) =>
      planAudience({ regions: REGIONS, durationMs: DURATION_MS, churn }, 1).filter(
        ({ leavesAtMs }) => leavesAtMs !== undefined,
      );
    expect(leaving(0.01)).toHaveLength(1);
    expect(leaving(1)).toHaveLength(8);
  });
});

describe('joins and churn in a scenario', () => {
  it('are read with their units, and absent by default', async () => {
    const { scenario } = await loadText(spoilt('duration: 20s', 'duration: 20s\njoins: 5 s\nchurn: 30 %'));
    expect([scenario.joinSpreadMs, scenario.churn]).toEqual([5000, 0.3]);
    const plain = await loadText(spoilt('duration: 20s', 'duration: 20s'));
    expect(plain.scenario).not.toHaveProperty('joinSpreadMs');
    expect(plain.scenario).not.toHaveProperty('churn');
  });

  it('are refused where they make no sense', async () => {
    expect(await problemsOf(spoilt('duration: 20s', 'duration: 19s\nchurn: 30 %'))).toEqual([
      expect.objectContaining({
        line: 2,
        path: 'duration',
        got: '19 s',
        expected: expect.stringContaining('at least 20 s'),
      }),
    ]);
    expect(await problemsOf(spoilt('duration: 20s', 'duration: 20s\nchurn: 300 %'))).toEqual([
      expect.objectContaining({ path: 'churn' }),
    ]);
    expect(await problemsOf(spoilt('duration: 20s', 'duration: 20s\njoins: 5 %'))).toEqual([
      expect.objectContaining({ path: 'joins' }),
    ]);
  });
});
