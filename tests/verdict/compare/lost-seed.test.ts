import { describe, expect, it } from 'vitest';
import { MOST_REPLAYS } from '../../../src/scenario/plan-replays.ts';
import { clearMissesNeeded, clearMissShare } from '../../../src/verdict/compare/clear-failures.ts';
import { lostAgainP, replaysNeeded } from '../../../src/verdict/compare/lost-seed.ts';
import { planFailureTests } from '../../../src/verdict/compare/plan-failure-tests.ts';
import { ALPHA } from '../../../src/verdict/compare/statistics/alpha.ts';
import { drawsOf } from './draws.ts';
import { playIn, type World } from './play-in.ts';

const dead =
  (...seeds: readonly number[]) =>
  (variant: string, seed: number) =>
    variant === 'low' && seeds.includes(seed) ? 1 : 0.01;

describe('a seed that the candidate alone loses', () => {
  it('is played again by both, in turns, and is regressed by being lost every time', () => {
    const { outcome, lostSeed, clearFailureP, replays } = playIn(dead(3));
    expect(replays).toEqual(['low 3', 'base 3', 'base 3', 'low 3', 'low 3', 'base 3']);
    expect({ outcome, lostSeed, clearFailureP }).toEqual({
      outcome: 'regressed',
      lostSeed: { seed: 3, times: 4, needed: 4, state: 'again' },
      clearFailureP: 1 / 128,
    });
  });

  it('is regressed where nothing at all is seen in its takes, which drop out of every number', () => {
    const world: World = (variant, seed) => (variant === 'low' && seed === 5 ? 'no-media' : 0.01);
    expect(playIn(world)).toMatchObject({ outcome: 'regressed', lostSeed: { seed: 5, state: 'again' } });
  });

  it('stays what it was where a replay is not lost: never green', () => {
    const { outcome, lostSeed, replays } = playIn((variant, seed, nth) => (nth < 2 ? dead(3)(variant, seed) : 0.01));
    expect({ outcome, lostSeed }).toEqual({
      outcome: 'inconclusive',
      lostSeed: { seed: 3, times: 2, needed: 4, state: 'not-again' },
    });
    expect(replays).toHaveLength(4);
  });

  it('is not the candidate’s doing where the baseline loses it in a replay, or another seed before it', () => {
    const both: World = (variant, seed, nth) => (seed === 3 && (variant === 'low' || nth > 0) ? 1 : 0.01);
    expect(playIn(both)).toMatchObject({ outcome: 'inconclusive', lostSeed: { times: 1, state: 'not-again' } });
    const earlier: World = (variant, seed) => (seed === (variant === 'low' ? 3 : 2) ? 1 : 0.01);
    expect(playIn(earlier)).toMatchObject({ outcome: 'inconclusive', replays: [] });
    expect(playIn(earlier).lostSeed).toBeUndefined();
  });

  it('is played again instead of what the machine spoils, but not for ever', () => {
    const once: World = (variant, seed, nth) =>
      nth === 2 && variant === 'low' ? 'viewer-timer-late' : dead(3)(variant, seed);
    expect(playIn(once)).toMatchObject({ outcome: 'regressed', lostSeed: { state: 'again' } });
    const always: World = (variant, seed, nth) => (nth > 0 ? 'viewer-timer-late' : dead(3)(variant, seed));
    const { outcome, lostSeed, replays } = playIn(always);
    expect({ outcome, state: lostSeed?.state, takes: replays.length }).toEqual({
      ...{ outcome: 'inconclusive', state: 'open', takes: 2 * MOST_REPLAYS },
    });
  });

  it('is not asked about where it is regressed anyway', () => expect(playIn(dead(3, 5)).replays).toEqual([]));
});

describe('how well that decides', () => {
  const RUNS = 200;
  const outcomes = (seed: number, world: (random: () => number) => World) => {
    const { random } = drawsOf(seed);
    return Array.from({ length: RUNS }, () => playIn(world(random)).outcome);
  };
  const share = (all: readonly string[], wanted: string) => all.filter((each) => each === wanted).length / RUNS;
  /** A setting that fails under some seeds, there in some of its takes. */
  const failing = (often: number, there: number, variants: readonly string[]) => (random: () => number) => {
    const isBad = Array.from({ length: 8 }, () => random() < often);
    return ((variant, seed) => (variants.includes(variant) && isBad[seed - 1] && random() < there ? 1 : 0.01)) as World;
  };

  it('calls what is dead in 40 % of eight seeds regressed unless no seed showed it (0.6^8 = 1.7 %)', () => {
    const all = outcomes(40, failing(0.4, 1, ['low']));
    expect(share(all, 'regressed')).toBeGreaterThanOrEqual(0.95);
    expect(share(all, 'regressed') + share(all, 'no-worse')).toBe(1);
  });

  it.each([1, 0.5, 0.4, 0.2])(
    'calls equals regressed at most 1 time in 20 that fail in as many takes as may be, in %d of those of a bad seed',
    (there) => {
      const all = outcomes(7, failing(clearMissShare(1) / there, there, ['base', 'low']));
      expect(share(all, 'regressed')).toBeLessThanOrEqual(ALPHA);
    },
  );

  it('takes no more of alpha than is set aside, whichever way chance falls upon takes and seeds (counted)', () => {
    for (const regions of [2, 3, 6, 12])
      for (const alpha of [ALPHA, ALPHA / 2, ALPHA / 5])
        for (let pairs = 5; pairs <= 40; pairs++) {
          const byChance = clearMissShare(regions);
          const { replays, spent } = planFailureTests({ alpha, isAnytime: false, pairs, byChance });
          const needed = clearMissesNeeded(alpha, pairs, byChance);
          expect(spent).toBeLessThanOrEqual(0.8 * alpha);
          for (const often of [0.1, 0.4, 0.7, 1].map((part) => part * byChance))
            for (let there = often; there <= 1; there += 0.03) {
              const alone = often * (1 - there);
              const first = (1 - (1 - 2 * alone) ** pairs) / 2;
              const made = first * (there * (1 - there)) ** replays + aloneAtLeast(needed, pairs, alone);
              expect(made).toBeLessThanOrEqual(spent * 1.001);
            }
        }
  });

  it('asks for as many replays as chance is rare enough by', () => {
    expect([0.5, 0.1, 1 / 32, 0.03, 0.01, 0.002].map(replaysNeeded)).toEqual([0, 2, 2, 3, 3, 4]);
    expect(lostAgainP(replaysNeeded(0.01))).toBe(1 / 128);
  });
});

/** Returns P(none by the baseline alone, at least `count` by the candidate alone), where either has `alone` in each pair. */
function aloneAtLeast(count: number, pairs: number, alone: number): number {
  let sum = 0;
  for (let k = 0, ways = 1; k <= pairs; ways = (ways * (pairs - k)) / (k + 1), k++)
    if (k >= count) sum += ways * alone ** k * (1 - 2 * alone) ** (pairs - k);
  return sum;
}
