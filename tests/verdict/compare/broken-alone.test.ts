import { describe, expect, it } from 'vitest';
import type { TakeResult } from '../../../src/model/result/result.ts';
import { clearMissesP, clearMissShare } from '../../../src/verdict/compare/clear-failures.ts';
import { compareTakes } from '../../../src/verdict/compare/compare-takes.ts';
import { BROADCAST, OPTIONS, takeOf } from './takes.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const whole = (seed: number) => takeOf(seed, [{ stutterRate: 0.01, frameRate: 30 }]);
const spoilt = (signal: string) => (seed: number) =>
  takeOf(seed, [], {
    outcome: 'invalid',
    invalidReasons: [{ signal, reason: 'near-1 saw no frame.', advice: '' }],
  });
const silent = spoilt('no-media');
const arm = (name: string, takes: readonly TakeResult[]) => ({ name, broadcast: BROADCAST, takes });
const compare = (baseline: readonly TakeResult[], candidate: readonly TakeResult[]) =>
  compareTakes(arm('before', baseline), arm('after', candidate), OPTIONS);

describe('a candidate of which nothing is seen in some takes', () => {
  const broken = (take: (seed: number) => TakeResult, ...seeds: readonly number[]) =>
    SEEDS.map((seed) => (seeds.includes(seed) ? take(seed) : whole(seed)));

  it('is regressed by two of eight, though the seeds that are left are spotless', () => {
    const { outcome, brokenAlone, pairedSeeds, clearFailureP } = compare(SEEDS.map(whole), broken(silent, 2, 5));
    expect(pairedSeeds).toHaveLength(6);
    expect(outcome).toBe('regressed');
    expect(clearFailureP).toBe(clearMissesP(2, 8, clearMissShare(1)));
    expect(brokenAlone).toEqual([2, 5].map((seed) => ({ seed, reason: 'no-media: near-1 saw no frame.' })));
  });

  it('is not regressed by them where nothing is seen of the baseline under another seed', () =>
    expect(compare(broken(silent, 8), broken(silent, 2, 5))).toMatchObject({ outcome: 'invalid', clearFailureP: 1 }));

  it('is never green by the other seeds, not by a single one', () =>
    expect(compare(SEEDS.map(whole), broken(silent, 2))).toMatchObject({ outcome: 'invalid' }));

  it('is not regressed by what may have been the machine: a crash', () => {
    const { outcome, lostSeed } = compare(SEEDS.map(whole), broken(spoilt('crashed'), 2, 5));
    expect({ outcome, lostSeed }).toEqual({ outcome: 'invalid', lostSeed: undefined });
  });

  it('is never green where the counters of its takes alone disagree, as on a line that it overloads', () =>
    expect(compare(SEEDS.map(whole), broken(spoilt('counters-disagree'), 2))).toMatchObject({
      ...{ outcome: 'invalid', brokenAlone: [{ seed: 2 }] },
    }));

  it('is not made green by playing until a take is whole', () => {
    const replayed = [...SEEDS.map((seed) => (seed === 3 ? silent(seed) : whole(seed))), whole(3)];
    expect(compare(SEEDS.map(whole), replayed)).toMatchObject({ outcome: 'invalid', brokenAlone: [{ seed: 3 }] });
  });

  it('is compared by the other seeds where the baseline breaks too, or the machine was slow', () => {
    const both = SEEDS.map((seed) => (seed === 3 ? silent(seed) : whole(seed)));
    expect(compare(both, both)).toMatchObject({ outcome: 'no-worse', brokenAlone: [] });
    const slowed = SEEDS.map((seed) => (seed === 3 ? spoilt('viewer-timer-late')(seed) : whole(seed)));
    expect(compare(SEEDS.map(whole), slowed)).toMatchObject({ outcome: 'no-worse', brokenAlone: [] });
  });

  it('is still regressed by what is seen', () => {
    const worse = SEEDS.map((seed) =>
      seed === 3 ? silent(seed) : takeOf(seed, [{ stutterRate: 0.5, frameRate: 30 }]),
    );
    expect(compare(SEEDS.map(whole), worse).outcome).toBe('regressed');
  });
});

describe('a number that the candidate alone lacks under a seed', () => {
  const without = (...seeds: readonly number[]) =>
    SEEDS.map((seed) =>
      takeOf(seed, [{ stutterRate: seeds.includes(seed) ? undefined : 0.01, frameRate: 30, roundTripTime: 60 }]),
    );
  const full = without();

  it('is not green by the other seeds: what broke may be what is not seen', () => {
    const { outcome, changes } = compare(full, without(2, 6));
    expect(outcome).toBe('invalid');
    expect(changes.find(({ metric }) => metric === 'stutterRate')).toMatchObject({
      outcome: 'inconclusive',
      why: 'missing-data',
      pairs: 6,
    });
  });

  it('is green where the baseline lacks it too', () => {
    expect(compare(without(2), without(2)).outcome).toBe('no-worse');
    expect(compare(without(2), full).outcome).toBe('no-worse');
  });
});
