import { describe, expect, it } from 'vitest';
import { answerQuestions } from '../../../src/verdict/compare/answer-questions.ts';
import { compareVariants } from '../../../src/verdict/compare/compare-variants.ts';
import type { Question } from '../../../src/verdict/compare/question.ts';
import { ALPHA, alphaOf } from '../../../src/verdict/compare/statistics/alpha.ts';
import { signFlipP } from '../../../src/verdict/compare/statistics/sign-flip-p.ts';
import { signPatterns } from '../../../src/verdict/compare/statistics/sign-patterns.ts';
import { drawsOf, stutterPair } from './draws.ts';
import { BROADCAST, resultOf, takeOf } from './takes.ts';

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const share = (flags: readonly boolean[]) => flags.filter(Boolean).length / flags.length;
/** Returns the share of `count` draws that a true rate of `rate` exceeds only 1 time in 1000 (three standard errors). */
const most = (rate: number, count: number) => rate + 3 * Math.sqrt((rate * (1 - rate)) / count);

/** Two regions of six metrics whose noise reaches the margins; half of it is the seed's, the same in all twelve. */
function nothingChanged(draws: ReturnType<typeof drawsOf>, pairs: number): Question[] {
  const common = times(pairs, draws.normal);
  return times(12, (question) => ({
    margin: 0.2,
    // Even-numbered questions have heavy tails: in one of ten pairs something went badly wrong, in either arm.
    worsening: times(
      pairs,
      (pair) => (common[pair] as number) + draws.normal() * (question % 2 === 0 && draws.random() < 0.1 ? 10 : 1),
    ),
  }));
}

describe('comparing equals', () => {
  it.each([5, 8, 12])('is red at most 1 time in 20, over twelve metrics together, with %i seeds', (pairs) => {
    const draws = drawsOf(pairs);
    const count = pairs === 12 ? 40 : 300;
    const alarms = times(count, () =>
      answerQuestions(nothingChanged(draws, pairs), {
        alpha: ALPHA,
        random: draws.random,
      }).some(({ outcome }) => outcome === 'regressed'),
    );
    expect(share(alarms)).toBeLessThanOrEqual(most(ALPHA, count));
  });

  it('is red at most 1 time in 20 when it is looked at three times', () => {
    const draws = drawsOf(3);
    const count = 200;
    const alarms = times(count, () => {
      const all = nothingChanged(draws, 8);
      return [6, 7, 8].some((pairs, look) =>
        answerQuestions(
          all.map(({ margin, worsening }) => ({ margin, worsening: worsening.slice(0, pairs) })),
          { alpha: alphaOf({ look: look + 1, looks: 3 }), random: draws.random },
        ).some(({ outcome }) => outcome === 'regressed'),
      );
    });
    expect(share(alarms)).toBeLessThanOrEqual(most(ALPHA, count));
  });

  it('finds stutter of 3 % no worse by one point with 12 seeds, most of the time', () => {
    const draws = drawsOf(4);
    const green = times(100, () => {
      const pairs = times(12, () => stutterPair(draws, { baseline: 0.03, candidate: 0.03, shared: 0.8 }));
      const worsening = pairs.map(({ baseline, candidate }) => candidate - baseline);
      const [answer] = answerQuestions([{ worsening, margin: 0.01 }], {
        alpha: ALPHA,
        random: draws.random,
      });
      return answer?.outcome === 'no-worse';
    });
    expect(share(green)).toBeGreaterThan(0.9);
  });
});

describe('comparing what is worse', () => {
  it.each([
    { pairs: 8, shared: 0.8, least: 0.8 },
    { pairs: 12, shared: 0.8, least: 0.9 },
    { pairs: 12, shared: 0.3, least: 0.6 },
  ])(
    'the test itself sees 3 % of stutter become 4 % ($pairs seeds, $shared of it the weather)',
    ({ pairs, shared, least }) => {
      const draws = drawsOf(pairs);
      const seen = times(200, () => {
        const differences = times(pairs, () => {
          const { baseline, candidate } = stutterPair(draws, { baseline: 0.03, candidate: 0.04, shared });
          return candidate - baseline;
        });
        return signFlipP(differences, signPatterns(pairs, draws.random)) <= ALPHA;
      });
      expect(share(seen)).toBeGreaterThan(least);
    },
  );

  it.each([
    { candidate: 0.05, pairs: 8, least: 0.8 },
    { candidate: 0.06, pairs: 8, least: 0.9 },
  ])(
    'calls 3 % of stutter become $candidate regressed among twelve metrics, with $pairs seeds',
    ({ candidate, pairs, least }) => {
      const draws = drawsOf(99);
      const red = times(100, () => {
        const worsening = times(pairs, () => {
          const pair = stutterPair(draws, { baseline: 0.03, candidate, shared: 0.8 });
          return pair.candidate - pair.baseline;
        });
        const stutter = { worsening, margin: 0.01 };
        const [answer] = answerQuestions([stutter, ...nothingChanged(draws, pairs).slice(1)], {
          alpha: ALPHA,
          random: draws.random,
        });
        return answer?.outcome === 'regressed';
      });
      expect(share(red)).toBeGreaterThan(least);
    },
  );
});

describe('comparing several variants', () => {
  /** A rehearsal of equals: every take's stutter is the seed's weather and noise of its own, beyond the margin. */
  const rehearsalOf = (draws: ReturnType<typeof drawsOf>, names: readonly string[], worse: readonly string[] = []) => {
    const takes = times(8, (i) => i + 1).flatMap((seed) => {
      const weather = 0.1 + 0.02 * draws.random();
      return ['base', ...names].map((variant) => {
        const stutterRate = weather + 0.03 * draws.random() + (worse.includes(variant) ? 0.1 : 0);
        return takeOf(seed, [{ stutterRate, frameRate: 30 }], { variant });
      });
    });
    return resultOf(takes, { variants: names.map((name) => ({ name, broadcast: BROADCAST })) });
  };

  it.each([3, 5])('is red by any of %i equals at most 1 time in 20', (count) => {
    const draws = drawsOf(count);
    const names = times(count, (i) => `v${i}`);
    const red = times(150, () =>
      compareVariants(rehearsalOf(draws, names)).some(({ outcome }) => outcome === 'regressed'),
    );
    expect(share(red)).toBeLessThanOrEqual(most(ALPHA, 150));
  });

  it('gives what one variant needs no more to the others, and tells what each may spend', () => {
    const found = compareVariants(rehearsalOf(drawsOf(2), ['a', 'b', 'c'], ['b']));
    expect(found.map(({ candidate }) => candidate.name)).toEqual(['a', 'b', 'c']);
    expect(found[1]?.outcome).toBe('regressed');
    expect(found.map(({ alpha }) => alpha)).toEqual([ALPHA / 2, ALPHA / 3, ALPHA / 2]);
  });
});
