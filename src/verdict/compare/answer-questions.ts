import { median } from 'simple-statistics';
import type { ChangeOutcome } from '../../model/result/encoder-comparison.ts';
import { differencesOf, mirror, type Question } from './question.ts';
import { leastPairs } from './statistics/alpha.ts';
import { anytimeFamilyP, anytimeHarmlessP } from './statistics/anytime-p.ts';
import { flipInterval, type Interval, searchedInterval } from './statistics/difference-interval.ts';
import { signFlipP } from './statistics/sign-flip-p.ts';
import { type SignPatterns, signPatterns } from './statistics/sign-patterns.ts';
import { stepDownP } from './statistics/step-down-p.ts';

export interface Answer {
  readonly outcome: ChangeOutcome;
  readonly pairs: number;
  /** Median, mean and interval of the worsening; undefined without a pair, the interval also with too few. */
  readonly median?: number;
  readonly mean?: number;
  readonly interval?: Interval | undefined;
  /** Probability of looking this bad (this good) if nothing had changed, corrected for all questions of the family. */
  readonly worseP: number;
  readonly betterP: number;
  /** Probability of looking this harmless if it were worse by the margin; for this question alone. */
  readonly harmlessP: number;
  /** Whether it is certainly not worse by the margin for warnings. */
  readonly isWithinWarning: boolean;
}

export interface AnswerOptions {
  /** Probability of any false "regressed" among all questions. */
  readonly alpha: number;
  /** Probability of a false "no worse" when all of them say so; defaults to alpha. */
  readonly harmlessAlpha?: number;
  /** Whether pairs are in the order they were played and results may be looked at after each of them. */
  readonly isAnytime?: boolean;
  /** Uniform in [0, 1); seeded, so that the same data always get the same answer. */
  readonly random: () => number;
}

/**
 * Answers a family of questions together. "Regressed" by any of them is red, so its p is corrected for all (step-down); green needs
 * "no worse" from every one, which no correction makes safer (an intersection-union test).
 */
export function answerQuestions(questions: readonly Question[], options: AnswerOptions): readonly Answer[] {
  const pairs = Math.max(0, ...questions.map(({ worsening }) => worsening.length));
  const tests = options.isAnytime === true ? ANYTIME : fixedTests(signPatterns(pairs, options.random));
  const worse = tests.familyP(questions);
  const better = tests.familyP(questions.map(mirror));
  return questions.map((question, i) =>
    answer(question, { worseP: worse[i] ?? 1, betterP: better[i] ?? 1 }, tests, options),
  );
}

interface Tests {
  readonly familyP: (questions: readonly Question[]) => readonly number[];
  /** Tests the null that this question is worse by the margin; for it alone. */
  readonly harmlessP: (question: Question, margin: number) => number;
  /** Returns the worsenings that harmlessP does not rule out; undefined if it rules out none. */
  readonly interval: (question: Question, tail: number) => Interval | undefined;
}

const ANYTIME: Tests = {
  familyP: anytimeFamilyP,
  harmlessP: anytimeHarmlessP,
  interval: (question, tail) =>
    searchedInterval(
      differencesOf(question),
      (shift) => anytimeHarmlessP(question, shift),
      (shift) => anytimeHarmlessP(mirror(question), shift),
      tail,
    ),
};

/** Makes the tests for a number of pairs that was fixed beforehand. */
function fixedTests(patterns: SignPatterns): Tests {
  return {
    familyP: (questions) => stepDownP(questions, patterns),
    harmlessP: ({ worsening }, margin) =>
      signFlipP(
        worsening.map((each) => (each === undefined ? undefined : margin - each)),
        patterns,
      ),
    interval: ({ worsening }, tail) => flipInterval(worsening, patterns, tail),
  };
}

function answer(
  question: Question,
  { worseP, betterP }: Pick<Answer, 'worseP' | 'betterP'>,
  { harmlessP, interval }: Tests,
  { alpha, harmlessAlpha = alpha }: AnswerOptions,
): Answer {
  const differences = differencesOf(question);
  if (differences.length === 0)
    return { outcome: 'inconclusive', pairs: 0, worseP: 1, betterP: 1, harmlessP: 1, isWithinWarning: false };
  const found = {
    pairs: differences.length,
    median: median([...differences]),
    mean: differences.reduce((sum, each) => sum + each, 0) / differences.length,
    interval: interval(question, harmlessAlpha),
    worseP,
    betterP,
    harmlessP: harmlessP(question, question.margin),
  };
  const { warnMargin } = question;
  const isWithinWarning =
    warnMargin !== undefined &&
    differences.length >= leastPairs(harmlessAlpha) &&
    harmlessP(question, warnMargin) <= harmlessAlpha;
  return { outcome: outcomeOf(found, question.margin, { alpha, harmlessAlpha }), ...found, isWithinWarning };
}

type Found = Required<Omit<Answer, 'outcome' | 'isWithinWarning' | 'interval'>>;

function outcomeOf(
  { pairs, median: middle, mean, worseP, betterP, harmlessP }: Found,
  margin: number,
  { alpha, harmlessAlpha }: { readonly alpha: number; readonly harmlessAlpha: number },
): ChangeOutcome {
  const isBy = (...shifts: readonly number[]) => Math.max(...shifts) >= margin * (1 - TIE);
  if (pairs >= leastPairs(alpha)) {
    if (worseP <= alpha && isBy(middle, mean)) return 'regressed';
    if (betterP <= alpha && isBy(-middle, -mean)) return 'improved';
  }
  return pairs >= leastPairs(harmlessAlpha) && harmlessP <= harmlessAlpha ? 'no-worse' : 'inconclusive';
}

/** Relative difference below which two numbers are the same but for rounding. */
const TIE = 1e-9;
