import { describe, expect, it } from 'vitest';
import type { LoneFailure } from '../../../src/model/result/encoder-comparison.ts';
import { anytimeClearFailureP, clearMissBounds } from '../../../src/verdict/compare/clear-failure-looks.ts';
import {
  clearlyMissed,
  clearMissesNeeded,
  clearMissesP,
  clearMissShare,
} from '../../../src/verdict/compare/clear-failures.ts';
import { compareTakes } from '../../../src/verdict/compare/compare-takes.ts';
import { ALPHA } from '../../../src/verdict/compare/statistics/alpha.ts';
import { LEAST_FOR_GREEN } from '../../../src/verdict/compare/undecided.ts';
import { drawsOf } from './draws.ts';
import { judgedTake } from './judged-takes.ts';
import { BROADCAST, OPTIONS } from './takes.ts';

const compare = (baseline: readonly number[], candidate: readonly number[], more = {}) => {
  const arm = (name: string, stutter: readonly number[]) => ({
    ...{ name, broadcast: BROADCAST },
    takes: stutter.map((rate, i) => judgedTake(i + 1, rate)),
  });
  return compareTakes(arm('before', baseline), arm('after', candidate), { ...OPTIONS, ...more });
};
const BY_CHANCE = clearMissShare(1);
const FINE = [0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01];
const withDead = (...seeds: readonly number[]) => FINE.map((rate, i) => (seeds.includes(i + 1) ? 1 : rate));
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const share = (flags: readonly boolean[]) => flags.filter(Boolean).length / flags.length;

describe('a candidate that fails where the baseline passed', () => {
  it('is never green, not by a single seed, and says which', () => {
    const comparison = compare(FINE, withDead(3));
    expect(comparison).toMatchObject({
      outcome: 'inconclusive',
      loneFailures: [{ seed: 3, arm: 'candidate', region: 'near', metric: 'stutterRate', isClear: true }],
      candidate: { outcome: 'not-ready' },
      baseline: { outcome: 'ready' },
    });
    expect(comparison.changes[0]).toMatchObject({ outcome: 'inconclusive', why: 'failed-alone', difference: 0 });
    expect(comparison.changes[0]?.meanDifference).toBeCloseTo(0.99 / 8);
  });

  it('is regressed when two of eight are missed clearly, which no median shows', () => {
    const { outcome, clearFailureP } = compare(FINE, withDead(3, 5));
    expect(outcome).toBe('regressed');
    expect(clearFailureP).toBeCloseTo(clearMissesP(2, 8, BY_CHANCE), 10);
  });

  it('is not regressed by two clear misses when the baseline has one of its own: they happen here', () =>
    expect(compare(withDead(8), withDead(3, 5))).toMatchObject({ outcome: 'inconclusive', clearFailureP: 1 }));

  it('is not regressed by two clear misses when the baseline comes near to one: chance may do more here than was ever measured', () => {
    const near = FINE.map((rate, i) => (i === 7 ? 0.056 : rate));
    const comparison = compare(near, withDead(3, 5));
    expect(comparison).toMatchObject({ outcome: 'inconclusive', clearFailureP: 1 });
    expect(comparison.warnings).toEqual([
      'the baseline itself comes near to a clear miss (seed 8, stutterRate in near): what the candidate misses clearly may be chance here, unless it loses a seed every time',
    ]);
    // Half the way from 1 to 10 % is 5.5 %.
    const far = FINE.map((rate, i) => (i === 7 ? 0.054 : rate));
    expect(compare(far, withDead(3, 5))).toMatchObject({ outcome: 'regressed', warnings: [] });
    expect(compare(near, FINE).warnings).toEqual([]);
  });

  it('is told from a baseline that misses another budget clearly every time: that is not chance', () => {
    const always = FINE.map(() => 0.3);
    const comparison = compare(always, always);
    expect(comparison).toMatchObject({ outcome: 'no-worse', warnings: [] });
  });

  it('is regressed by five bare misses of eight: McNemar, 1/32', () => {
    const bare = FINE.map((rate, i) => (i < 5 ? 0.06 : rate));
    const { outcome, failureP } = compare(
      FINE.map(() => 0.049),
      bare,
    );
    expect(failureP).toBe(1 / 32);
    expect(outcome).toBe('regressed');
    // Four of eight are explained by chance once in 16 times.
    const four = bare.map((rate, i) => (i === 4 ? 0.01 : rate));
    expect(
      compare(
        FINE.map(() => 0.049),
        four,
      ).outcome,
    ).toBe('inconclusive');
  });

  it('is not called failing where a limit lies between two takes that differ by less than the margin', () => {
    const comparison = compare(
      FINE.map(() => 0.049),
      FINE.map(() => 0.051),
    );
    expect(comparison).toMatchObject({ outcome: 'no-worse', loneFailures: [], failureP: 1 });
  });

  it('does not hide an improvement: the baseline’s own failures are listed, and count for the candidate', () => {
    const comparison = compare(withDead(1, 2, 3, 4, 5, 6, 7, 8), FINE);
    expect(comparison.outcome).toBe('improved');
    expect(comparison.loneFailures?.every(({ arm }) => arm === 'baseline')).toBe(true);
  });
});

describe('the chance of clear misses', () => {
  it('is the binomial’s: none in the baseline, at least so many in the candidate', () => {
    const share = 1 - 0.05 ** (1 / 156);
    expect(BY_CHANCE).toBeCloseTo(share, 12);
    const alone = share * (1 - share);
    const fewer = (1 - 2 * alone) ** 8 + 8 * alone * (1 - 2 * alone) ** 7;
    expect(clearMissesP(2, 8, BY_CHANCE)).toBeCloseTo((1 - alone) ** 8 - fewer, 12);
    expect([0, 9].map((count) => clearMissesP(count, 8, BY_CHANCE))).toEqual([1, 0]);
  });

  it('is the worst of all rates that may be: of many seeds a rare fault spares the baseline more often', () => {
    const six = clearMissShare(6);
    const alone = 0.02;
    const spared = (1 - alone) ** 60 - (1 - 2 * alone) ** 60 - 60 * alone * (1 - 2 * alone) ** 59;
    expect(clearMissesP(2, 60, six)).toBeGreaterThanOrEqual(spared);
  });

  it('needs so many misses as cost no more than their share of alpha, more where chance may befall more regions', () => {
    const needed = (regions: number) =>
      [5, 8, 10, 12, 24].map((pairs) => clearMissesNeeded(ALPHA, pairs, clearMissShare(regions)));
    expect([1, 2, 3, 6].map(needed)).toEqual([
      [2, 2, 2, 2, 3],
      [2, 2, 2, 2, 3],
      [2, 2, 2, 3, 3],
      [3, 3, 3, 3, 4],
    ]);
    expect(clearMissesNeeded(ALPHA, 1, BY_CHANCE)).toBe(Number.POSITIVE_INFINITY);
    expect([1, 2, 4, 6, 100].map(clearMissShare)).toEqual(
      [1, 1, 2, 3, 0.5 / BY_CHANCE].map((each) => each * BY_CHANCE),
    );
  });

  it('at any look falls with each miss, and stops counting where the baseline misses, too', () => {
    const miss = (seed: number, arm: LoneFailure['arm'] = 'candidate'): LoneFailure => ({
      ...{ seed, arm, region: 'near', metric: 'stutterRate', statistic: 'value', isClear: true },
    });
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const p = (...failures: readonly LoneFailure[]) => {
      const missed = (arm: LoneFailure['arm']) => new Set(clearlyMissed(failures, arm));
      return anytimeClearFailureP(
        { baseline: missed('baseline'), candidate: missed('candidate') },
        seeds,
        0.01,
        1 - 0.05 ** (1 / 117),
      );
    };
    expect([p(), p(miss(2)), p(miss(2), miss(4))]).toEqual([1, 1, 1]);
    expect(p(miss(2), miss(4), miss(7))).toBe(0.00125);
    expect(p(miss(2), miss(4), miss(5), miss(7))).toBeLessThan(0.001);
    expect(p(miss(1, 'baseline'), miss(2), miss(4), miss(5))).toBe(1);
    // The baseline's miss after the alarm does not take it back: the rehearsal has ended by then.
    expect(p(miss(2), miss(3), miss(4), miss(8, 'baseline'))).toBe(p(miss(2), miss(3), miss(4)));
  });

  it('at any look is within its share however long it is watched, where either arm misses as often as may be', () => {
    const share = 1 - 0.05 ** (1 / 156);
    const bounds = clearMissBounds(0.05, 100, BY_CHANCE);
    expect(bounds.every((bound, i) => bound >= (bounds[i - 1] ?? 2))).toBe(true);
    const { random } = drawsOf(34);
    const alarms = times(4000, () => {
      let misses = 0;
      for (const bound of bounds) {
        const [a, b] = [random() < share, random() < share];
        if (a && !b) return false;
        if (b && !a && ++misses >= bound) return true;
      }
      return false;
    });
    // At most 5 %, and three standard errors; close to it, or it would be blunt.
    expect(alarms.filter(Boolean).length / 4000).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 4000));
    expect(alarms.filter(Boolean).length / 4000).toBeGreaterThan(0.01);
  });

  it('finds what is dead in 40 % of seeds in 98 % of comparisons by 20 seeds, looked at after each', () => {
    const bounds = clearMissBounds(0.01, 20, BY_CHANCE);
    let chances = [1];
    let red = 0;
    for (const [look, bound] of bounds.entries()) {
      chances = [...chances, 0].map((chance, count) => chance * 0.6 + (chances[count - 1] ?? 0) * 0.4);
      red += chances.slice(bound).reduce((sum, chance) => sum + chance, 0);
      // Eight seeds without one are green: 0.6^8 = 1.7 %.
      chances = look + 1 === LEAST_FOR_GREEN ? [0, ...chances.slice(1, bound)] : chances.slice(0, bound);
    }
    expect(red).toBeCloseTo(0.981, 3);
  });
});

describe('disasters in a minority of the seeds', () => {
  /** Draws a stutter of 1 % that varies by half a point between the arms. */
  const base = (draws: ReturnType<typeof drawsOf>, pairs: number) => times(pairs, () => 0.01 + draws.random() * 0.005);
  const broken = (draws: ReturnType<typeof drawsOf>, pairs: number, often: number, by: number) =>
    base(draws, pairs).map((rate) => (draws.random() < often ? rate + by : rate));

  it('are called regressed in 9 of 10 comparisons, and green only where no seed showed one: dead in 40 % of 8 seeds', () => {
    const draws = drawsOf(40);
    const outcomes = times(200, () => {
      const candidate = broken(draws, 8, 0.4, 0.9);
      return { dead: candidate.filter((rate) => rate > 0.5).length, ...compare(base(draws, 8), candidate) };
    });
    // Two dead seeds of eight are there in 89.4 %: 1 - 0.6^8 - 8 x 0.4 x 0.6^7.
    for (const { dead, outcome, candidate } of outcomes) {
      // One dead seed is called regressed where the others happen to be worse, too.
      if (dead === 1) expect(outcome).not.toBe('no-worse');
      else expect(outcome).toBe(dead >= 2 ? 'regressed' : 'no-worse');
      expect(candidate.outcome).toBe(dead > 0 ? 'not-ready' : 'ready');
    }
    expect(share(outcomes.map(({ outcome }) => outcome === 'regressed'))).toBeGreaterThan(0.85);
    expect(share(outcomes.map(({ outcome }) => outcome === 'no-worse'))).toBeLessThan(0.05);
  });

  it('are green only where no seed showed one, +10 points in 15 % of 12 seeds', () => {
    const draws = drawsOf(15);
    const green = times(100, () => {
      const candidate = broken(draws, 12, 0.15, 0.1);
      const { outcome } = compare(base(draws, 12), candidate);
      if (candidate.some((rate) => rate > 0.1)) expect(outcome).not.toBe('no-worse');
      return outcome === 'no-worse';
    });
    // 0.85^12 = 14 % of the comparisons meet none.
    expect(share(green)).toBeLessThan(0.14 + 3 * Math.sqrt((0.14 * 0.86) / 100));
  });

  it('are hardly a false alarm where takes break four times as often as is allowed for, if lesser stutter announces it', () => {
    const draws = drawsOf(87);
    // A tail without variance: above 5.5 %, half the way, are 2.5 times as many takes as reach 10 %.
    const rough = () => times(8, () => (draws.random() < 0.6 ? 0.03 / (1 - draws.random()) ** (2 / 3) : 0));
    const red = times(400, () => compare(rough(), rough()).outcome === 'regressed');
    expect(share(red)).toBeLessThanOrEqual(ALPHA);
  });

  it('are no false alarm where takes of both arms break as often by chance as was ever measured', () => {
    const draws = drawsOf(86);
    const red = times(400, () => {
      const once = () => broken(draws, 8, 0.034, 0.9);
      return compare(once(), once()).outcome === 'regressed';
    });
    expect(share(red)).toBeLessThanOrEqual(ALPHA);
  });
});
