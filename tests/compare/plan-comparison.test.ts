import { describe, expect, it } from 'vitest';
import { expectedFactor } from '../../src/capacity/machine-load.ts';
import { noiseOf } from '../../src/compare/noise-of.ts';
import { minutesOf, planComparison } from '../../src/compare/plan-comparison.ts';
import { createRandom } from '../../src/lib/random.ts';
import type { Scenario } from '../../src/model/scenario/scenario.ts';
import type { MeasuredNumber } from '../../src/verdict/compare/measured-number.ts';
import { planGate } from '../../src/verdict/compare/plan-gate.ts';
import { planSeeds } from '../../src/verdict/compare/plan-seeds.ts';
import { BROADCAST, OPTIONS, REGION, resultOf, takeOf } from '../verdict/compare/takes.ts';

const options = () => ({ alpha: 0.05, random: createRandom(1) });
const noise = (size: number) => [-1, -0.5, 0, 0.5, 1].map((each) => each * size);
const SCENARIO: Scenario = {
  ...{ name: 'gate', durationMs: 20_000, warmupMs: 5000, seeds: [1], broadcast: BROADCAST, regions: [REGION] },
  budgets: {},
};

describe('seeds needed', () => {
  it('are the fewest that can tell anything where nothing varies', () =>
    expect(planSeeds({ noise: noise(0), margin: 0.01, effect: 0.02 }, options())).toEqual({
      toSeeWorse: 5,
      toSeeNoWorse: 5,
    }));

  it('grow with the noise, and are unknown where it is far too much', () => {
    const seeds = (size: number) => planSeeds({ noise: noise(size), margin: 0.01, effect: 0.02 }, options());
    const [quiet, loud, hopeless] = [seeds(0.005), seeds(0.024), seeds(1)];
    expect(loud.toSeeWorse).toBeGreaterThan(quiet.toSeeWorse ?? 0);
    expect(loud.toSeeNoWorse).toBeGreaterThan(quiet.toSeeNoWorse ?? 0);
    expect(hopeless).toEqual({ toSeeWorse: undefined, toSeeNoWorse: undefined });
  });

  it('shrink with the change that is to be seen', () => {
    const seeds = (effect: number) => planSeeds({ noise: noise(0.02), margin: 0.01, effect }, options()).toSeeWorse;
    expect(seeds(0.05)).toBeLessThan(seeds(0.02) ?? 0);
  });
});

describe('a plan', () => {
  const takes = (variant: string | undefined, stutter: (seed: number) => number) =>
    [1, 2, 3, 4, 5].map((seed) =>
      takeOf(seed, [{ stutterRate: stutter(seed), frameRate: 30 }], variant === undefined ? {} : { variant }),
    );

  it('knows that pairs share their weather, and says when it knows none', () => {
    const stormy = (seed: number) => seed * 0.02;
    const variants = [{ name: 'low', broadcast: BROADCAST }];
    const paired = planComparison(
      resultOf([...takes('base', stormy), ...takes('low', (seed) => stormy(seed) + 0.001)], { variants }),
      SCENARIO,
      2,
    );
    const single = planComparison(resultOf(takes(undefined, stormy)), SCENARIO, 2);
    expect([paired.isPaired, single.isPaired]).toEqual([true, false]);
    expect(paired.numbers[0]).toMatchObject({ effect: 0.02, known: 5, toSeeWorse: 5, toSeeNoWorse: 5 });
    expect(single.numbers[0]?.toSeeWorse ?? Number.POSITIVE_INFINITY).toBeGreaterThan(5);
  });

  it('takes no variant that behaves in another way for noise: another tells it, or the base’s own spread does', () => {
    const calm = (seed: number) => 0.01 + 0.001 * seed;
    const wild = (seed: number) => (seed % 2) * 0.9;
    const low = { ...BROADCAST, video: { ...BROADCAST.video, bitrateBps: 8e6 } };
    const four = { name: 'four', broadcast: low };
    const near = { name: 'near', broadcast: { ...low, video: { ...low.video, bitrateBps: 1.9e6 } } };
    const planOf = (variants: Parameters<typeof resultOf>[1], ...more: ReturnType<typeof takes>[]) =>
      planComparison(resultOf([...takes('base', calm), ...more.flat()], variants), SCENARIO, 2);
    const seeds = { toSeeWorse: 5, toSeeNoWorse: 5 };

    const alone = planOf({ variants: [four] }, takes('four', wild));
    expect(alone.numbers[0]).toMatchObject({ ...seeds, known: 5, unlike: ['four'] });
    expect(alone).toMatchObject({ isPaired: true, isUnlikeLeftOut: false });

    const beside = planOf({ variants: [four, near] }, takes('four', wild), takes('near', calm));
    expect(beside.numbers[0]).toMatchObject({ ...seeds, known: 5, unlike: ['four'] });
    expect(beside.isUnlikeLeftOut).toBe(true);

    // The very setting of the base that varies as much is noise.
    const again = planOf({ variants: [{ name: 'again', broadcast: BROADCAST }] }, takes('again', wild));
    expect(again.numbers[0]).toMatchObject({ toSeeNoWorse: undefined, unlike: [] });
  });

  it('keeps what each pair has of all numbers together where one number is known of a single pair only', () => {
    const variants = ['a', 'b'].map((name) => ({ name, broadcast: BROADCAST }));
    const bare = takes('a', () => 0.01).map((take, i) =>
      i === 0 ? take : takeOf(take.seed, [{ frameRate: 30 }], { variant: 'a' }),
    );
    const result = resultOf([...takes('base', () => 0.01), ...bare, ...takes('b', (seed) => 0.01 + seed / 1000)], {
      variants,
    });
    const [stutter, frames] = ['stutterRate', 'frameRate'].map((id) => {
      const metric = OPTIONS.metrics.find((each) => each.id === id) as MeasuredNumber['metric'];
      return noiseOf(
        { ...{ region: 'near', metric, statistic: 'value', better: 'lower', margin: 0.01 }, isBudgeted: true },
        result,
      );
    });
    expect(stutter?.rows).toHaveLength(10);
    expect(frames?.rows).toHaveLength(10);
    expect(stutter?.rows.map((each) => each !== undefined)).toEqual([...Array(5).fill(false), ...Array(5).fill(true)]);
  });

  it('speaks of the whole gate: many noisy numbers need more seeds together than any of them alone', () => {
    const random = createRandom(2);
    const numbers = Array.from({ length: 8 }, () => ({
      margin: 1,
      noise: Array.from({ length: 12 }, () => 1.4 * (random() - 0.5) * 2),
    }));
    const options = { hardest: 0, effect: 2, regions: 2, alpha: 0.05, random: createRandom(1) };
    const [one, all] = [planGate(numbers.slice(0, 1), options), planGate(numbers, options)];
    expect(all.toSeeNoWorse ?? 99).toBeGreaterThan(one.toSeeNoWorse ?? 99);
    expect(all.toSeeWorse ?? 99).toBeGreaterThanOrEqual(one.toSeeWorse ?? 99);
    const quiet = numbers.map(({ noise }) => ({ margin: 1, noise: noise.map((each) => each / 100) }));
    expect(planGate(quiet, options)).toEqual({
      ...{ toSeeNoWorse: 5, toSeeWorse: 5 },
      // Looked at after each seed: green may end it after eight, and red has to be found among eight numbers.
      ...{ untilNoWorse: { half: 8, mostly: 8 }, untilWorse: { half: 7, mostly: 7 } },
    });
    expect(all.untilNoWorse.mostly ?? 99).toBeGreaterThanOrEqual(all.untilNoWorse.half ?? 99);
    expect(all.untilNoWorse.half ?? 99).toBeGreaterThanOrEqual(one.untilNoWorse.half ?? 99);
    const nothing = { half: undefined, mostly: undefined };
    expect(planGate([], options)).toEqual({
      ...{ toSeeNoWorse: undefined, toSeeWorse: undefined, untilNoWorse: nothing, untilWorse: nothing },
    });
  });

  it('is refused when too little was recorded', () =>
    expect(() => planComparison(resultOf(takes(undefined, () => 0).slice(0, 1)), SCENARIO, 2)).toThrow(
      /--from: expected at least 3 valid takes/,
    ));

  it('counts the minutes of both settings, at the factor that this machine needs', () => {
    // Probing, start, joins until players have settled, the machine too, window, drain, close.
    const seconds = (factor: number) => factor * (3 + 3 + 24 + 3 + 20 + 1.5) + 1;
    const [large, small] = [{ cpus: 64 }, { cpus: 0.5 }];
    expect(minutesOf(SCENARIO, 8, large)).toBeCloseTo((8 * 2 * seconds(1)) / 60);
    const variants = ['a', 'b'].map((name) => ({ name, broadcast: BROADCAST }));
    expect(minutesOf({ ...SCENARIO, variants }, 8, large)).toBeCloseTo((8 * 3 * seconds(1)) / 60);
    const factor = expectedFactor(BROADCAST.video, REGION.viewers, small);
    expect(factor).toBeGreaterThan(1);
    expect(minutesOf(SCENARIO, 8, small)).toBeCloseTo((8 * 2 * seconds(factor)) / 60);
  });
});
