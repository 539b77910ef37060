import { describe, expect, it } from 'vitest';
import type { Change, EncoderComparison } from '../../src/model/result/encoder-comparison.ts';
import type { Outcome } from '../../src/model/result/verdict.ts';
import { comparisonAnnotations } from '../../src/report/comparison/comparison-annotations.ts';
import { comparisonHeadline, loneFailureNotes } from '../../src/report/comparison/comparison-headline.ts';
import { comparisonMarkdown, comparisonsMarkdown } from '../../src/report/comparison/comparison-markdown.ts';
import { gateOutcome, STRICT_GATE } from '../../src/report/comparison/gate.ts';
import { comparisonText } from '../../src/report/messages/comparison-phrases.ts';
import { compareTakes } from '../../src/verdict/compare/compare-takes.ts';
import { NO_SETTING_DIFFERS } from '../../src/verdict/compare/differences.ts';
import { ANY_LOOK } from '../../src/verdict/compare/statistics/alpha.ts';
import { judgedTake } from '../verdict/compare/judged-takes.ts';
import { BROADCAST, OPTIONS, REGION } from '../verdict/compare/takes.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const LABELS = { regions: [REGION], metrics: OPTIONS.metrics };
const compare = (stutterOf: (seed: number) => number, more = {}) => {
  const arm = (name: string, rate: (seed: number) => number, bitrateBps = 2e6) => ({
    ...{ name, broadcast: { ...BROADCAST, video: { ...BROADCAST.video, bitrateBps } } },
    takes: SEEDS.map((seed) => judgedTake(seed, rate(seed))),
  });
  return compareTakes(
    arm('base', () => 0.01),
    arm('low', stutterOf, 4e6),
    { ...OPTIONS, ...more },
  );
};
const withOutcomes = (outcome: EncoderComparison['outcome'], baseline: Outcome, candidate: Outcome) => {
  const found = compare(() => 0.01);
  return {
    ...found,
    ...{ outcome, baseline: { ...found.baseline, outcome: baseline } },
    candidate: { ...found.candidate, outcome: candidate },
  };
};

describe('the gate', () => {
  it.each([
    ['no-worse', 'ready', 'ready', 'green'],
    ['improved', 'not-ready', 'ready', 'green'],
    ['no-worse', 'ready', 'not-ready', 'red'],
    ['no-worse', 'not-ready', 'not-ready', 'red'],
    ['regressed', 'ready', 'ready', 'red'],
    ['inconclusive', 'ready', 'ready', 'unknown'],
    ['invalid', 'ready', 'invalid', 'unknown'],
    ['invalid', 'ready', 'not-ready', 'red'],
  ] as const)('strictly takes %s, base %s, candidate %s for %s', (outcome, baseline, candidate, expected) =>
    expect(gateOutcome(withOutcomes(outcome, baseline, candidate), STRICT_GATE)).toBe(expected),
  );

  it('passes what it is told to pass, but never missing data', () => {
    const lenient = { onInconclusive: 'pass', onNotReady: 'pass' } as const;
    expect(gateOutcome(withOutcomes('inconclusive', 'ready', 'not-ready'), lenient)).toBe('green');
    expect(gateOutcome(withOutcomes('invalid', 'ready', 'ready'), lenient)).toBe('unknown');
    const onlyNew = { ...STRICT_GATE, onNotReady: 'new' } as const;
    expect(gateOutcome(withOutcomes('no-worse', 'not-ready', 'not-ready'), onlyNew)).toBe('green');
    expect(gateOutcome(withOutcomes('no-worse', 'ready', 'not-ready'), onlyNew)).toBe('red');
    // The take that is missing may have been fine.
    expect(gateOutcome(withOutcomes('no-worse', 'invalid', 'not-ready'), onlyNew)).toBe('red');
  });
});

describe('the comment on a pull request', () => {
  it('says first whether and where it is worse, then the cost, and folds the rest away', () => {
    const text = comparisonMarkdown(
      compare(() => 0.2),
      LABELS,
    );
    const parts = text.split('\n\n');
    expect(parts[0]).toBe('## ❌ low against base: REGRESSED');
    expect(parts[1]).toMatch(/^Viewers would notice: Near \\\| far stutterRate 1 % → 20 %\.$/);
    expect(text.split('<details>')[0]?.match(/^\| Near/gm)).toHaveLength(1);
    expect(text).toContain('**Changes** bitrate 2 Mbps → 4 Mbps (+900 MB an hour and viewer)');
    expect(text).toContain('<summary>1 more with a limit: no worse</summary>');
  });

  it('names the seeds of a minority, and the mean if the median does not show it', () => {
    const text = comparisonMarkdown(
      compare((seed) => (seed === 2 || seed === 5 ? 0.9 : 0.01)),
      LABELS,
    );
    expect(text).toContain('It fails under seeds where base does not.');
    expect(text).toContain('Under seeds 2, 5 it misses what base keeps: Near \\| far stutterRate.');
    expect(text).toContain('low by itself is NOT READY: Near \\| far stutterRate.');
    expect(text).toMatch(/\+22\.3 pp in the mean .*❌ regressed/);
  });

  it('says what came of playing a lost seed again, in both languages', () => {
    const comparison = compare((seed) => (seed === 2 ? 0.9 : 0.01));
    const notes = (state: 'open' | 'again' | 'not-again') =>
      loneFailureNotes({ ...comparison, lostSeed: { seed: 2, times: 1, needed: 4, state } }, LABELS).at(-1);
    expect(comparison.lostSeed).toEqual({ seed: 2, times: 1, needed: 4, state: 'open' });
    expect(notes('open')?.en).toBe('If it fails all of 4 times under seed 2, and base never, it is regressed.');
    expect(notes('again')?.en).toBe('Under seed 2 it failed all 4 times, and base never: that is not chance.');
    expect(notes('again')?.zh).toBe('在种子 2 下运行 4 次，它每次都失败，而 base 从未失败：这并非偶然。');
    expect(notes('not-again')?.en).toBe(
      'Seed 2 was played again, and it did not fail each time: it may have been chance.',
    );
  });

  it('names in words what spoilt a take, each in both languages', () => {
    const reason =
      'host-busy: In 3 of 5 measured seconds: at worst the CPUs were 100 % busy. viewer-timer-late: In 1 of 5 measured seconds (at most 5 %): at worst a timer of far-1 was 50 ms late at p99 (at most 40 ms).';
    expect(comparisonText(reason)).toEqual({
      en: 'This machine’s CPUs were fully busy. In 3 of 5 measured seconds: at worst the CPUs were 100 % busy. The viewers’ browsers on this machine could not keep up. In 1 of 5 measured seconds (at most 5 %): at worst a timer of far-1 was 50 ms late at p99 (at most 40 ms).',
      zh: '本机 CPU 已满负荷。测量的 5 秒中有 3 秒，最差：CPU 占用 100%。本机上的观众浏览器处理不及时。测量的 5 秒中有 1 秒（上限 5%），最差：far-1 的计时器晚了 50 ms（p99）（上限 40 ms）。',
    });
  });

  it('fits into one comment of GitHub, with the verdict and the numbers that matter', () => {
    const found = compare(() => 0.2);
    const numbers = (count: number, isBudgeted: boolean) =>
      Array.from(
        { length: count },
        (): Change => ({
          ...(found.changes.find((change) => change.outcome === 'no-worse') as Change),
          isBudgeted,
        }),
      );
    const large = (deciding: number, others: number) => ({
      ...found,
      changes: [...found.changes, ...numbers(deciding, true), ...numbers(others, false)],
    });
    const short = comparisonsMarkdown([large(0, 1)], LABELS);
    expect(short).toContain('Without a limit: shown, not deciding');
    // A number that neither arm has says nothing.
    expect(comparisonsMarkdown([found], LABELS)).not.toContain('no data');
    for (const [each, folds] of [
      [large(50, 300), 1],
      [large(400, 300), 0],
    ] as const) {
      const text = comparisonsMarkdown([each, each, each], LABELS);
      expect(text.length).toBeLessThanOrEqual(65_536);
      expect(text.match(/REGRESSED/g)).toHaveLength(3);
      expect(text.match(/❌ regressed \|$/gm)).toHaveLength(3);
      expect(text.match(/<details>/g) ?? []).toHaveLength(3 * folds);
      expect(text).toContain('comparison.json');
    }
  });

  it('folds away what a few seeds cannot tell: the headline says it once, and what is regressed stands alone', () => {
    const few = (stutterOf: (seed: number) => number) => {
      const { pairedSeeds: _, ...found } = compare(stutterOf);
      const early = found.changes.map(
        (change): Change =>
          change.outcome === 'no-worse' ? { ...change, outcome: 'inconclusive', why: 'too-few-seeds' } : change,
      );
      return { ...found, pairedSeeds: [1, 2], changes: early };
    };
    const nothing = comparisonMarkdown({ ...few(() => 0.01), outcome: 'inconclusive' }, LABELS);
    expect(nothing.split('<details>')[0]).not.toContain('| Region |');
    expect(nothing).toContain('<summary>2 with a limit: too few seeds to tell</summary>');
    const worse = comparisonMarkdown(
      few(() => 0.2),
      LABELS,
    );
    expect(worse.split('<details>')[0]?.match(/^\| Near/gm)).toHaveLength(1);
    expect(worse).toContain('<summary>1 more with a limit: too few seeds to tell</summary>');
  });

  it('says once that nothing was changed', () => {
    const found = compare(() => 0.01);
    const text = comparisonMarkdown(
      { ...found, candidate: { ...found.baseline }, warnings: [NO_SETTING_DIFFERS] },
      LABELS,
    );
    expect(text).toContain('**Changes** nothing: the settings are the same');
    expect(text).not.toContain(NO_SETTING_DIFFERS);
  });

  it('says in the headline why a comparison is invalid or open although every number is no worse', () => {
    const found = compare(() => 0.01);
    const headline = (more: Partial<EncoderComparison>) => comparisonHeadline({ ...found, ...more }, LABELS).en;
    expect(headline({ outcome: 'invalid', voidAloneP: 0.03 })).toMatch(
      /^It cannot be called no worse: only its own takes do not count/,
    );
    const brokenAlone = [{ seed: 1, reason: 'crashed: The browser ended.' }];
    expect(headline({ outcome: 'invalid', brokenAlone })).toMatch(/it broke where base did not/);
    expect(headline({ outcome: 'inconclusive' })).toMatch(
      /^It cannot be called no worse: it misses budgets that base keeps\. Look into those takes/,
    );
    const missing = found.changes.map(
      (change): Change => ({ ...change, outcome: 'inconclusive', why: 'missing-data' }),
    );
    expect(headline({ outcome: 'invalid', changes: missing })).toMatch(
      /8 seeds are valid in both, but not all have these numbers/,
    );
    expect(headline({ outcome: 'invalid', changes: missing, pairedSeeds: [1] })).toMatch(
      /Play the missing takes again/,
    );
  });

  it('says what a green outcome does not rule out', () => {
    const text = comparisonMarkdown(
      compare(() => 0.01, ANY_LOOK),
      LABELS,
    );
    expect(text).toContain('8 seeds rule out only what breaks in more than 31.2 % of seeds');
    expect(text).toContain('alpha 0.05 at any look');
  });

  it('asks for more time where it may be looked at after each seed, and for more seeds elsewhere', () => {
    const noisy = (seed: number) => 0.01 + 0.02 * (seed % 2);
    expect(comparisonMarkdown(compare(noisy, ANY_LOOK), LABELS)).toMatch(
      /stutterRate .* \(.*; margin 1 pp\)\. Play on, with more --most-minutes \(8 seeds paired now; green takes 8/,
    );
    expect(comparisonMarkdown(compare(noisy), LABELS)).not.toContain('--most-minutes');
  });
});

it('annotations of a step are at most the ten that GitHub shows', () => {
  const found = compare(() => 0.2);
  const [worst] = found.changes as [Change];
  const many = { ...found, changes: Array.from({ length: 30 }, () => worst) };
  const lines = comparisonAnnotations(many, LABELS, STRICT_GATE);
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toContain('22 more numbers regressed');
});
