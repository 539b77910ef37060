import { describe, expect, it } from 'vitest';
import { answerQuestions } from '../../../../src/verdict/compare/answer-questions.ts';
import type { Question } from '../../../../src/verdict/compare/question.ts';
import { anytimeFamilyP, anytimeHarmlessP } from '../../../../src/verdict/compare/statistics/anytime-p.ts';
import { drawsOf, stutterPair } from '../draws.ts';

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const share = (flags: readonly boolean[]) => flags.filter(Boolean).length / flags.length;
const MOST_PAIRS = 24;

/** Answers after every pair from the fifth on until one of `stops` is among the outcomes, and returns that look's. */
function lookUntil(questions: readonly Question[], stops: (outcomes: readonly string[]) => boolean) {
  for (let pairs = 5; ; pairs++) {
    const seen = questions.map((question) => ({ ...question, worsening: question.worsening.slice(0, pairs) }));
    const outcomes = answerQuestions(seen, { alpha: 0.05, random: Math.random, isAnytime: true }).map(
      ({ outcome }) => outcome,
    );
    if (stops(outcomes) || pairs === MOST_PAIRS) return { outcomes, pairs };
  }
}

/** Twelve numbers of two regions: half of the noise is the seed's, and every other number has a wild pair in ten. */
function equals(draws: ReturnType<typeof drawsOf>, noise: number): Question[] {
  const common = times(MOST_PAIRS, draws.normal);
  return times(12, (question) => ({
    margin: 1,
    worsening: times(MOST_PAIRS, (pair) => {
      const wild = question % 2 === 0 && draws.random() < 0.1 ? 10 : 1;
      return (noise * ((common[pair] as number) + draws.normal() * wild)) / Math.SQRT2;
    }),
  }));
}

describe('the test that may be looked at after every pair', () => {
  it('needs five pairs that all agree', () => {
    const p = (pairs: number) => anytimeHarmlessP({ worsening: new Array(pairs).fill(0), margin: 1 }, 1);
    expect(p(4)).toBeGreaterThan(0.05);
    expect(p(5)).toBeLessThanOrEqual(0.05);
    expect(anytimeFamilyP([{ worsening: new Array(5).fill(2), margin: 1 }])[0]).toBeLessThanOrEqual(0.05);
  });

  it('never takes back an answer, and gives 1 without evidence', () => {
    const known = anytimeHarmlessP({ worsening: [0, 0, 0, 0, 0], margin: 1 }, 1);
    expect(anytimeHarmlessP({ worsening: [0, 0, 0, 0, 0, 9, 9, 9], margin: 1 }, 1)).toBe(known);
    expect(anytimeHarmlessP({ worsening: [undefined, undefined], margin: 1 }, 1)).toBe(1);
    expect(anytimeFamilyP([])).toEqual([]);
  });

  it('is a fair game: what it wins of pairs of either sign is 1 on average', () => {
    // Over all 64 signs of six differences, the mean wealth at the end is 1, and 1/p is the largest wealth ever reached.
    const sizes = [0.3, 1, 2, 0.7, 5, 1.5];
    const reached = times(64, (pattern) => {
      const worsening = sizes.map((size, pair) => ((pattern >> pair) & 1 ? -size : size));
      return 1 / (anytimeFamilyP([{ worsening, margin: 1 }])[0] as number);
    });
    for (const least of [2, 5, 10, 20])
      expect(share(reached.map((most) => most >= least))).toBeLessThanOrEqual(1 / least);
  });

  // The p of a look is the smallest so far, so the last one tells whether any look was fooled.
  it.each([0.5, 1, 5])(
    'is red at most 1 time in 20 among equals, looked at after each of 24 pairs (noise %f)',
    (noise) => {
      const draws = drawsOf(11);
      const fooled = times(400, () => Math.min(...anytimeFamilyP(equals(draws, noise))) <= 0.05);
      expect(share(fooled)).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 400));
    },
  );

  it('calls what is worse by the margin no worse at most 1 time in 20, whenever it stops', () => {
    const draws = drawsOf(12);
    const fooled = times(2000, () => {
      const question = { margin: 1, worsening: times(MOST_PAIRS, () => 1 + draws.normal()) };
      return anytimeHarmlessP(question, 1) <= 0.05;
    });
    expect(share(fooled)).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 2000));
  });

  it('ends soon for equals whose noise is half a margin, and for stutter of 3 % becoming 5 %', () => {
    const draws = drawsOf(13);
    const isDecided = (outcomes: readonly string[]) =>
      outcomes.includes('regressed') || outcomes.every((outcome) => outcome !== 'inconclusive');
    const calm = () => equals(draws, 0.5).map((question) => ({ ...question, worsening: question.worsening.map(tame) }));
    const same = times(40, () => lookUntil(calm(), isDecided));
    expect(share(same.map(({ outcomes }) => outcomes.every((outcome) => outcome === 'no-worse')))).toBeGreaterThan(
      0.95,
    );
    expect(same.map(({ pairs }) => pairs).sort((a, b) => a - b)[20]).toBeLessThanOrEqual(10);

    const worse = times(40, () => {
      const worsening = times(MOST_PAIRS, () => {
        const { baseline, candidate } = stutterPair(draws, { baseline: 0.03, candidate: 0.05, shared: 0.8 });
        return candidate - baseline;
      });
      return lookUntil([{ margin: 0.01, worsening }, ...calm().slice(1)], (outcomes) => outcomes[0] === 'regressed');
    });
    expect(share(worse.map(({ outcomes }) => outcomes[0] === 'regressed'))).toBeGreaterThan(0.95);
    expect(worse.map(({ pairs }) => pairs).sort((a, b) => a - b)[20]).toBeLessThanOrEqual(9);
  });
});

/** Draws questions without the wild pairs. */
function tame(difference: number | undefined): number | undefined {
  return difference === undefined ? undefined : Math.max(-1.5, Math.min(1.5, difference));
}
