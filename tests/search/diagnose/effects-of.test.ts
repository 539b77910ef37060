import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../src/model/result/measurement.ts';
import { effectsOf } from '../../../src/search/diagnose/effects-of.ts';

const HAUL = { id: 'haul-sea-sg', kind: 'haul', region: 'sea-sg' } as const;

/** One viewer in each of two regions, who stand still for these shares of the time. */
function taken(seed: number, ...stutter: readonly (number | undefined)[]): Measurement {
  const viewer = (region: string, value: number | undefined) => ({
    ...{ viewer: `${region}-1`, region, series: {} },
    metrics: {
      stutterRate200:
        value === undefined
          ? ({ type: 'no-data', unit: 'fraction', reason: 'lost' } as const)
          : ({ type: 'value', unit: 'fraction', value } as const),
    },
  });
  return { seed, viewers: ['sea-sg', 'sea-id'].map((region, i) => viewer(region, stutter[i])) };
}

const stutterOf = (own: readonly Measurement[], trial: readonly Measurement[]) =>
  effectsOf(HAUL, ['sea-sg', 'sea-id'], own, trial).filter(({ metric }) => metric === 'stutterRate200');

describe('effects of a trial', () => {
  it('pairs by seed, and looks only at the region it concerns', () => {
    const own = [taken(1, 0.3, 0), taken(2, 0.2, 0), taken(3, 0.9, 0)];
    const [effect, ...others] = stutterOf(own, [taken(2, 0.1, 1), taken(1, 0.1, 1)]);
    expect(others).toEqual([]);
    expect(effect).toMatchObject({ region: 'sea-sg', pairs: 2 });
    // (0.3 - 0.1 + 0.2 - 0.1) / 2
    expect(effect?.takenAway).toBeCloseTo(0.15, 9);
    expect(effect?.asRehearsed).toBeCloseTo(0.25, 9);
    expect(effect?.interval?.kind).toBe('range');
    expect(effect?.interval?.low).toBeCloseTo(0.1, 9);
    expect(effect?.interval?.high).toBeCloseTo(0.2, 9);
  });

  it('tests from five pairs on: of 32 patterns of signs the observed one is rarer than 5 %', () => {
    const seeds = [1, 2, 3, 4, 5];
    const [effect] = stutterOf(
      seeds.map((seed) => taken(seed, 0.2 + seed / 100, 0)),
      seeds.map((seed) => taken(seed, 0.1, 0)),
    );
    expect(effect?.interval?.kind).toBe('confidence');
    // All five differences, 0.11 to 0.15, are above nothing.
    expect(effect?.interval?.low).toBeGreaterThan(0.1);
    expect(effect?.interval?.high).toBeLessThanOrEqual(0.15 + 1e-9);
  });

  it('knows nothing without a pair, and takes no missing number for zero', () => {
    expect(stutterOf([taken(1, 0.3, 0)], [taken(2, 0.1, 0)])).toMatchObject([{ pairs: 0 }]);
    const [effect] = stutterOf([taken(1, 0.3, 0)], [taken(1, undefined, 0)]);
    expect(effect?.pairs).toBe(0);
    expect(effect).not.toHaveProperty('takenAway');
  });
});
