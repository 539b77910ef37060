import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/lib/random.ts';
import { answerQuestions } from '../../../src/verdict/compare/answer-questions.ts';
import type { Question } from '../../../src/verdict/compare/question.ts';
import { leastPairs, surePairs } from '../../../src/verdict/compare/statistics/alpha.ts';
import { flipInterval } from '../../../src/verdict/compare/statistics/difference-interval.ts';
import { signFlipP } from '../../../src/verdict/compare/statistics/sign-flip-p.ts';
import { signPatterns } from '../../../src/verdict/compare/statistics/sign-patterns.ts';
import { stepDownP } from '../../../src/verdict/compare/statistics/step-down-p.ts';

const random = () => createRandom(1);
const patterns = (pairs: number) => signPatterns(pairs, random());
const outcomes = (questions: readonly Question[]) =>
  answerQuestions(questions, { alpha: 0.05, random: random() }).map(({ outcome }) => outcome);

describe('the sign-flip test', () => {
  it('is exact: six pairs of +1 have one pattern of 64 as large', () =>
    expect(signFlipP([1, 1, 1, 1, 1, 1], patterns(6))).toBe(1 / 64));

  it('counts ties, whatever the order the sums are made in', () =>
    expect(signFlipP([0.1, 0.2, -0.3], patterns(3))).toBe(5 / 8));

  it('tells nothing from differences that are all 0', () => expect(signFlipP([0, 0, 0, 0], patterns(4))).toBe(1));

  it('counts a pair that dropped out as no evidence', () =>
    expect(signFlipP([1, undefined, 1, 1], patterns(4))).toBe(1 / 8));

  it('samples beyond twelve pairs, the same for the same seed, and never gives 0', () => {
    const p = signFlipP(new Array(20).fill(1), patterns(20));
    expect(p).toBe(1 / 10_000);
    const mixed = Array.from({ length: 14 }, (_, i) => (i % 3 === 0 ? -1 : 1));
    const exact = 0.212; // P(at least 9 of 14 heads): the sum of these is 4
    expect(signFlipP(mixed, patterns(14))).toBeCloseTo(exact, 1);
    expect(signFlipP(mixed, patterns(14))).toBe(signFlipP(mixed, patterns(14)));
  });
});

describe('the correction over many questions', () => {
  const worse = { worsening: [3, 4, 5, 4, 3, 5], margin: 1 };
  const within = { worsening: [0.1, -0.4, 0.5, -0.2, 0.3, -0.1], margin: 1 };
  const wild = { worsening: [5, -6, 4, -5, 6, -4], margin: 1 };

  it('costs nothing for what cannot leave its margin', () =>
    expect(stepDownP([worse, within, within, within], patterns(6))[0]).toBe(1 / 64));

  it('costs something for what can', () => {
    const p = stepDownP([worse, wild], patterns(6))[0] ?? 0;
    expect(p).toBeGreaterThan(1 / 64);
    expect(p).toBeLessThanOrEqual(2 / 64);
  });

  it('costs nothing extra for the same question asked twice', () =>
    expect(stepDownP([worse, worse], patterns(6))).toEqual([1 / 64, 1 / 64]));

  it('never gives a milder question a smaller p than a worse one', () => {
    const milder = { worsening: [3, 4, -1, 4, 3, 5], margin: 1 };
    const [first = 0, second = 0] = stepDownP([worse, milder], patterns(6));
    expect(second).toBeGreaterThanOrEqual(first);
  });
});

describe('answers', () => {
  const constant = (difference: number, pairs = 6) => new Array<number>(pairs).fill(difference);

  it('calls what is worse by the margin regressed, better by it improved, and within it no worse', () =>
    expect(
      outcomes([
        { worsening: constant(0.02), margin: 0.01 },
        { worsening: constant(-0.02), margin: 0.01 },
        { worsening: constant(0.002), margin: 0.01 },
        { worsening: constant(0), margin: 0.01 },
      ]),
    ).toEqual(['regressed', 'improved', 'no-worse', 'no-worse']));

  it('calls a difference that is sure but below the margin no worse', () =>
    expect(outcomes([{ worsening: [4, 5, 6, 5, 4, 6, 5, 4], margin: 25 }])).toEqual(['no-worse']));

  it('calls differences that go both ways beyond the margin inconclusive', () =>
    expect(outcomes([{ worsening: [0.05, -0.04, 0.06, -0.05, 0.04, -0.06], margin: 0.01 }])).toEqual(['inconclusive']));

  it('needs five pairs to say anything, and a pair that dropped out is none', () => {
    expect(leastPairs(0.05)).toBe(5);
    expect(leastPairs(0.05 / 3)).toBe(6);
    expect(surePairs(0.05, 12)).toBe(8);
    expect(outcomes([{ worsening: constant(0.5, 4), margin: 0.01 }])).toEqual(['inconclusive']);
    expect(outcomes([{ worsening: [...constant(0.5, 4), undefined, undefined], margin: 0.01 }])).toEqual([
      'inconclusive',
    ]);
    expect(outcomes([{ worsening: constant(0.5, 5), margin: 0.01 }])).toEqual(['regressed']);
  });

  it('says inconclusive, not no worse, when nothing was measured', () => {
    const nothing = { worsening: [undefined, undefined, undefined, undefined, undefined, undefined], margin: 0.01 };
    expect(outcomes([nothing])).toEqual(['inconclusive']);
    expect(outcomes([{ worsening: [], margin: 0.01 }])).toEqual(['inconclusive']);
  });

  it('has an interval that ends where the test does: what lies within the margin is no worse by it', () => {
    const worsening = [1, 5, 2, 4, 3, 9, 2];
    const { low = Number.NaN, high = Number.NaN } = flipInterval(worsening, patterns(7), 0.05) ?? {};
    // 128 patterns, of which six may reach, the one without flips among them: the sixth largest mean of a subset is (9 + 5 + 3) / 3.
    expect(high).toBeCloseTo(17 / 3);
    const harmlessP = (margin: number) =>
      signFlipP(
        worsening.map((each) => margin - each),
        patterns(7),
      );
    expect(harmlessP(high + 0.01)).toBeLessThanOrEqual(0.05);
    expect(harmlessP(high - 0.01)).toBeGreaterThan(0.05);
    expect(low).toBeLessThan(3);
  });

  it('has no interval where nothing is ruled out: the range of four seeds is none', () => {
    expect(flipInterval([1, 2, 3, 4], patterns(4), 0.05)).toBeUndefined();
    expect(flipInterval([1, 2, 3, 4, 5], patterns(5), 0.05)).toEqual({ low: 1, high: 5 });
    const [looked] = answerQuestions([{ worsening: [1, -1, 1, -1], margin: 1 }], {
      ...{ alpha: 0.05, random: createRandom(1), isAnytime: true },
    });
    expect(looked).toMatchObject({ outcome: 'inconclusive', pairs: 4 });
    expect(looked?.interval).toBeUndefined();
  });
});
