import { describe, expect, it } from 'vitest';
import type { TakeResult } from '../../../src/model/result/result.ts';
import type { Verdict } from '../../../src/model/result/verdict.ts';
import { compareTakes } from '../../../src/verdict/compare/compare-takes.ts';
import { BROADCAST, OPTIONS, takeOf } from './takes.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const FINE = { stutterRate: 0.01, frameRate: 30, roundTripTime: 60, videoBitrate: 2e6 };
const takes = (numbers: object = {}, seeds = SEEDS) => seeds.map((seed) => takeOf(seed, [{ ...FINE, ...numbers }]));
const compare = (baseline: readonly TakeResult[], candidate: readonly TakeResult[], more = {}) =>
  compareTakes(
    { name: 'before', broadcast: BROADCAST, takes: baseline },
    { name: 'after', broadcast: BROADCAST, takes: candidate },
    { ...OPTIONS, ...more },
  );
const invalid = (take: TakeResult, signal = 'host-busy'): TakeResult => ({
  ...take,
  outcome: 'invalid',
  invalidReasons: [{ signal, reason: 'In 9 of 20 s.', advice: 'Wait.' }],
});

describe('comparing takes', () => {
  it('finds equals no worse in everything that has a budget, and says what it compared', () => {
    const comparison = compare(takes(), takes());
    expect(comparison).toMatchObject({ outcome: 'no-worse', pairedSeeds: SEEDS, dropped: [], leastSeeds: 5 });
    expect(comparison.changes.map(({ metric, isBudgeted, outcome }) => [metric, isBudgeted, outcome])).toEqual([
      ['stutterRate', true, 'no-worse'],
      ['frameRate', true, 'no-worse'],
      ['roundTripTime', false, 'no-worse'],
    ]);
  });

  it('is red when one budgeted number is worse, and gives the numbers', () => {
    const comparison = compare(takes(), takes({ stutterRate: 0.05 }));
    expect(comparison.outcome).toBe('regressed');
    const [stutter] = comparison.changes;
    expect(stutter).toMatchObject({ outcome: 'regressed', baseline: 0.01, candidate: 0.05, margin: 0.01, pairs: 6 });
    expect(stutter?.difference).toBeCloseTo(0.04);
    expect(stutter?.worseP).toBe(1 / 64);
  });

  it('is undecided about a candidate whose encoder had no CPU, instead of calling it worse', () => {
    const starved = takes({ frameRate: 12 }).map((take) => invalid(take, 'encoder-limited'));
    const { outcome, dropped, changes } = compare(takes(), starved);
    expect(outcome).toBe('invalid');
    expect(dropped.map(({ arm, reason }) => `${arm} ${reason}`)).toEqual(
      SEEDS.map(() => 'candidate encoder-limited: In 9 of 20 s.'),
    );
    expect(changes.filter((change) => change.outcome === 'regressed')).toEqual([]);
  });

  it('warns of takes that count although lack of CPU held their encoder back for a moment', () => {
    const held = (cpu: number) =>
      takes().map((take) => ({ ...take, encoder: { video: [{ limitedFractions: { cpu } }] } }));
    expect(compare(held(0), held(0.031)).warnings).toEqual([
      'want of CPU held the encoder of after back, at most 3.1 % of a take: it may do better on more cores',
    ]);
    expect(compare(held(0), takes()).warnings).toEqual([]);
  });

  it('is invalid where more takes of the candidate alone do not count than chance explains: what is left shows the good half', () => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const spoilt = (count: number) =>
      takes({}, seeds).map((take, i) => (i < count ? invalid(take, 'encoder-slow') : take));
    // 2^-5 is beyond 0.05, 2^-4 is not; of six and one, seven or more in 128 are.
    expect(compare(takes({}, seeds), spoilt(5))).toMatchObject({ outcome: 'invalid', voidAloneP: 1 / 32 });
    expect(compare(takes({}, seeds), spoilt(4)).outcome).toBe('no-worse');
    expect(compare(takes({}, seeds), spoilt(4)).voidAloneP).toBeUndefined();
    expect(compare(spoilt(5), takes({}, seeds)).outcome).toBe('no-worse');
    expect(compare(spoilt(5), spoilt(5)).outcome).toBe('no-worse');
    // Seeds played again until a take counts are not lost, seeds never played neither.
    const again = [...spoilt(5), ...takes({}, seeds.slice(0, 5))];
    expect(compare(takes({}, seeds), again).outcome).toBe('no-worse');
    expect(compare(takes({}, seeds), takes({}, seeds.slice(5))).outcome).toBe('no-worse');
    // Regressed all the same, if the rest is worse.
    const worse = takes({ stutterRate: 0.2 }, seeds).map((take, i) => (i < 5 ? invalid(take, 'encoder-slow') : take));
    expect(compare(takes({}, seeds), worse).outcome).toBe('regressed');
  });

  it('is never green where the candidate alone misses a budget of a number that has no margin', () => {
    const score = (actual: number): Verdict => ({
      ...{ metric: 'videoScore', statistic: 'value', region: 'near', comparison: '>=', limit: 4, unit: 'score' },
      ...{ actual, outcome: actual >= 4 ? 'pass' : 'fail' },
    });
    const scored = (low: number) =>
      takes().map((take, i) => ({ ...take, verdicts: [...take.verdicts, score(i < low ? 3 : 4.1)] }));
    expect(compare(scored(0), scored(2)).outcome).toBe('inconclusive');
    expect(compare(scored(0), scored(6)).outcome).toBe('regressed');
    expect(compare(scored(2), scored(0)).outcome).toBe('no-worse');
  });

  it('does not count a take that is invalid without a reason', () => {
    const nameless = takes().map((take, i) => (i === 0 ? { ...take, outcome: 'invalid' as const } : take));
    expect(compare(takes(), nameless).pairedSeeds).toEqual(SEEDS.slice(1));
  });

  it('warns of regions in which nothing decides', () => {
    const { outcome, warnings } = compare(takes(), takes(), { regions: ['near', 'far'] });
    expect([outcome, warnings]).toEqual(['no-worse', ['no number of far has a limit: nothing there decides']]);
  });

  it('knows that fewer frames are worse', () => {
    const [, frames] = compare(takes(), takes({ frameRate: 25 })).changes;
    expect(frames).toMatchObject({ outcome: 'regressed', difference: -5, interval: { low: -5, high: -5 } });
    expect(compare(takes({ frameRate: 25 }), takes()).outcome).toBe('improved');
  });

  it('shows what is worse without a budget, and is not red for it', () => {
    const comparison = compare(takes(), takes({ roundTripTime: 200 }));
    expect(comparison.outcome).toBe('no-worse');
    expect(comparison.changes[2]).toMatchObject({ metric: 'roundTripTime', outcome: 'regressed', isBudgeted: false });
  });

  it('improved in one and worse in another is regressed', () =>
    expect(compare(takes({ stutterRate: 0.2 }), takes({ frameRate: 20 })).outcome).toBe('regressed'));

  it('drops a seed that the machine spoilt in either arm, and says why', () => {
    const spoilt = takes().map((take) => (take.seed === 3 ? invalid(take) : take));
    const comparison = compare(takes(), spoilt);
    expect(comparison.pairedSeeds).toEqual([1, 2, 4, 5, 6]);
    expect(comparison.dropped).toEqual([{ seed: 3, arm: 'candidate', reason: 'host-busy: In 9 of 20 s.' }]);
    expect(comparison.outcome).toBe('no-worse');
  });

  it('is invalid, never green, when too few pairs are left because takes were', () => {
    const spoilt = takes().map((take) => (take.seed <= 3 ? invalid(take) : take));
    const comparison = compare(takes(), spoilt);
    expect(comparison.outcome).toBe('invalid');
    expect(comparison.changes[0]).toMatchObject({ outcome: 'inconclusive', why: 'missing-data', pairs: 3 });
    expect(compare([], takes()).outcome).toBe('invalid');
    expect(compare(takes(), takes(), { metrics: [] }).outcome).toBe('invalid');
  });

  it('is invalid when takes are valid but a number is missing in them', () => {
    const comparison = compare(takes(), takes({ frameRate: undefined }));
    expect(comparison.outcome).toBe('invalid');
    expect(comparison.changes.map(({ outcome, why }) => [outcome, why])).toEqual([
      ['no-worse', undefined],
      ['inconclusive', 'missing-data'],
      ['no-worse', undefined],
    ]);
  });

  it('uses a take that lacks a budget’s data for what it has', () => {
    const blind = takes({ frameRate: undefined }).map((take) => invalid(take, 'no-data'));
    expect(compare(takes(), blind).pairedSeeds).toEqual(SEEDS);
  });

  it('is inconclusive with too few seeds, which is not the same as missing', () => {
    const few = [1, 2, 3];
    const comparison = compare(takes({}, few), takes({ stutterRate: 1 }, few));
    expect(comparison.outcome).toBe('inconclusive');
    expect(comparison.changes[0]).toMatchObject({ why: 'too-few-seeds', pairs: 3 });
  });

  it('counts the viewers of a region as one piece of evidence, and needs all of them', () => {
    const both = (stutter: number, second: number | undefined) =>
      SEEDS.map((seed) =>
        takeOf(seed, [
          { ...FINE, stutterRate: stutter },
          { ...FINE, stutterRate: second },
        ]),
      );
    const [stutter] = compare(both(0.01, 0.03), both(0.01, 0.09)).changes;
    expect(stutter).toMatchObject({ pairs: 6, baseline: 0.02, outcome: 'regressed' });
    expect(compare(both(0.01, 0.03), both(0.01, undefined)).outcome).toBe('invalid');
  });

  it('takes the first valid take of a seed that was played again', () => {
    const again = [
      ...takes({ stutterRate: 0.5 }).map((take) => invalid(take)),
      ...takes(),
      ...takes({ stutterRate: 0.5 }),
    ];
    expect(compare(takes(), again).outcome).toBe('no-worse');
  });

  it('needs more seeds when it will look three times', () => {
    const five = [1, 2, 3, 4, 5];
    expect(compare(takes({}, five), takes({ stutterRate: 1 }, five)).outcome).toBe('regressed');
    const early = compare(takes({}, five), takes({ stutterRate: 1 }, five), { look: 1, looks: 3 });
    expect(early).toMatchObject({ outcome: 'inconclusive', leastSeeds: 6 });
    expect(compare(takes(), takes({ stutterRate: 1 }), { look: 1, looks: 3 }).outcome).toBe('regressed');
  });

  describe('with limits on change', () => {
    const limit = (more: object) => ({
      changeLimits: { near: [{ metric: 'stutterRate', statistic: 'value', unit: 'fraction', ...more }] },
    });

    it('uses the limit as the margin', () => {
      expect(compare(takes(), takes({ stutterRate: 0.05 }), limit({ limit: 0.06 })).outcome).toBe('no-worse');
      expect(compare(takes(), takes({ stutterRate: 0.05 }), limit({ limit: 0.03 })).outcome).toBe('regressed');
    });

    it('only warns of what is worse than the limit but certainly not worse than the warning limit', () => {
      const comparison = compare(takes(), takes({ stutterRate: 0.05 }), limit({ limit: 0.03, warnLimit: 0.06 }));
      expect(comparison.outcome).toBe('no-worse');
      expect(comparison.changes[0]).toMatchObject({ outcome: 'regressed', isOnlyWarning: true, warnMargin: 0.06 });
      const beyond = compare(takes(), takes({ stutterRate: 0.08 }), limit({ limit: 0.03, warnLimit: 0.06 }));
      expect(beyond.outcome).toBe('regressed');
      expect(beyond.changes[0]).not.toHaveProperty('isOnlyWarning');
    });

    it('lets a number without a budget on its value decide', () => {
      const changeLimits = { near: [{ metric: 'roundTripTime', statistic: 'value', unit: 'ms', limit: 10 }] };
      expect(compare(takes(), takes({ roundTripTime: 200 }), { changeLimits }).outcome).toBe('regressed');
    });
  });
});
