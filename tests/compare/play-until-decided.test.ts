import { describe, expect, it } from 'vitest';
import { playUntilDecided } from '../../src/compare/play-until-decided.ts';
import type { TakeResult } from '../../src/model/result/result.ts';
import type { Scenario } from '../../src/model/scenario/scenario.ts';
import { seedAt } from '../../src/scenario/seed-at.ts';
import type { Progress } from '../../src/take/progress.ts';
import { compareVariants } from '../../src/verdict/compare/compare-variants.ts';
import { ANY_LOOK } from '../../src/verdict/compare/statistics/alpha.ts';
import { hasTimeFor } from '../../src/verdict/compare/undecided.ts';
import { drawsOf } from '../verdict/compare/draws.ts';
import { judgedTake } from '../verdict/compare/judged-takes.ts';
import { BROADCAST, REGION, resultOf, takeOf } from '../verdict/compare/takes.ts';

const scenarioOf = (...names: readonly string[]): Scenario => ({
  ...{ name: 'gate', durationMs: 20_000, warmupMs: 5000, seeds: [7, 8], broadcast: BROADCAST, regions: [REGION] },
  ...{ budgets: {}, variants: names.map((name) => ({ name, broadcast: BROADCAST })) },
});

/** Plays in a world where a take lasts a minute, and its stutter is what `stutterOf` says; undefined is a take that was spoilt. */
async function playIn(
  stutterOf: (variant: string, seed: number, nth: number) => number | undefined,
  { names = ['low'], mostMinutes = 60, again = 0, judged = false } = {},
) {
  const scenario = scenarioOf(...names);
  const takes: TakeResult[] = [];
  const progress: Progress[] = [];
  await playUntilDecided<TakeResult>({
    ...{ scenario, again, mostMinutes, signal: new AbortController().signal },
    onProgress: (each) => progress.push(each),
    nowMs: () => takes.length * 60_000,
    play: async ({ seed, variant = '' }) => {
      const stutterRate = stutterOf(variant, seed, takes.length);
      const spoilt = {
        outcome: 'invalid' as const,
        invalidReasons: [{ signal: 'host-busy', reason: 'Busy.', advice: '' }],
      };
      takes.push(
        judged && stutterRate !== undefined
          ? judgedTake(seed, stutterRate, { variant })
          : takeOf(seed, [{ stutterRate, frameRate: 30 }], { variant, ...(stutterRate === undefined ? spoilt : {}) }),
      );
      return takes.at(-1) as TakeResult;
    },
    isFinal: ({ outcome }) => outcome !== 'invalid',
    compare: (played) => compareVariants(resultOf(played, { variants: scenario.variants ?? [] }), ANY_LOOK),
  });
  const texts = progress.flatMap((each) => (each.type === 'phase' ? [each.text] : []));
  return { takes: takes.map(({ variant, seed }) => `${variant} ${seed}`), texts };
}

describe('playing until it is decided', () => {
  it('ends after eight seeds of equals, both arms of each, every other seed backwards, beyond the scenario’s own seeds', async () => {
    const { takes, texts } = await playIn(() => 0.01);
    expect(takes).toEqual([
      ...['base 7', 'low 7', 'low 8', 'base 8', 'base 9', 'low 9', 'low 10', 'base 10'],
      ...['base 11', 'low 11', 'low 12', 'base 12', 'base 13', 'low 13', 'low 14', 'base 14'],
    ]);
    expect(texts[0]).toBe('after 1 seed: low not known yet');
    expect(texts.at(-1)).toBe('after 8 seeds: low no worse');
  });

  it('ends at once where it is known to be worse', async () => {
    const { takes, texts } = await playIn((variant) => (variant === 'low' ? 0.5 : 0.01));
    expect(takes).toHaveLength(12);
    expect(texts.at(-1)).toBe('after 6 seeds: low regressed');
  });

  it('plays again what the candidate alone lost, before the next seed, and ends as soon as it is lost every time', async () => {
    const { takes, texts } = await playIn((variant, seed) => (variant === 'low' && seed === 8 ? 0.9 : 0.01), {
      judged: true,
    });
    expect(takes).toEqual([
      ...['base 7', 'low 7', 'low 8', 'base 8'],
      ...['low 8', 'base 8', 'base 8', 'low 8', 'low 8', 'base 8', 'base 8', 'low 8'],
    ]);
    expect(texts).toContain('a seed that a candidate alone lost is played again by both');
    expect(texts.at(-1)).toBe('after 2 seeds: low regressed');
  });

  it('ends after one seed and four replays where every take of the candidate is dead', async () => {
    const { takes, texts } = await playIn((variant) => (variant === 'low' ? 1 : 0.01), { judged: true });
    expect(takes).toHaveLength(10);
    expect(texts.at(-1)).toBe('after 1 seed: low regressed');
  });

  it('goes on with other seeds where it is not lost again', async () => {
    const { takes, texts } = await playIn(
      (variant, seed, nth) => (variant === 'low' && seed === 8 && nth < 4 ? 0.9 : 0.01),
      { judged: true, mostMinutes: 20 },
    );
    expect(takes.slice(4, 8)).toEqual(['low 8', 'base 8', 'base 9', 'low 9']);
    expect(texts.at(-1)).toBe('no time for another seed within 20 min; not decided: low');
  });

  it('goes on with those alone that are still open', async () => {
    const { normal } = drawsOf(1);
    const { takes, texts } = await playIn(
      (variant) => (variant === 'same' ? 0.01 : variant === 'noisy' ? 0.01 + 0.012 * normal() : 0.01),
      { names: ['same', 'noisy'] },
    );
    const count = (name: string) => takes.filter((take) => take.startsWith(name)).length;
    expect(count('same')).toBe(8);
    expect(count('noisy')).toBeGreaterThan(8);
    expect(count('base')).toBe(count('noisy'));
    expect(texts.at(-1)).toMatch(/same no worse, noisy (no worse|regressed|improved)$/);
  });

  it('ends when the next seed would not be done in time, and says of whom it is not known', async () => {
    const { normal } = drawsOf(2);
    const { takes, texts } = await playIn(() => 0.5 + 0.2 * normal(), { mostMinutes: 9 });
    expect(takes).toHaveLength(8);
    expect(texts.at(-1)).toBe('no time for another seed within 9 min; not decided: low');
    expect(hasTimeFor({ spentMs: 0, longestMs: 0, mostMs: 1 })).toBe(true);
  });

  it('plays a take again at once that the machine spoilt, no more often than asked', async () => {
    const { takes } = await playIn((_, __, nth) => (nth === 1 ? undefined : 0.01), { again: 1 });
    expect(takes.slice(0, 4)).toEqual(['base 7', 'low 7', 'low 7', 'low 8']);
    const { texts } = await playIn((variant) => (variant === 'low' ? undefined : 0.01), { again: 2, mostMinutes: 20 });
    expect(texts.at(-1)).toMatch(/not decided: low/);
  });

  it('follows the scenario’s seeds with those after the largest', () =>
    expect([0, 1, 2, 3].map((n) => seedAt([9, 4], n))).toEqual([9, 4, 10, 11]));
});
