import { median } from 'simple-statistics';
import type { ChangeOutcome } from '../../model/encoder-comparison.ts';
import { leastPairs } from './alpha.ts';
import { bootstrapInterval, type Interval, RESAMPLES } from './bootstrap-interval.ts';
import { differencesOf, mirrored, type Question } from './question.ts';
import { signFlipP } from './sign-flip-p.ts';
import { type SignPatterns, signPatterns } from './sign-patterns.ts';
import { stepDownP } from './step-down-p.ts';

export interface Answer {
  readonly outcome: ChangeOutcome;
  readonly pairs: number;
  /** Of the worsening; undefined without a pair. */
  readonly median?: number;
  readonly interval?: Interval;
  /** Chance of looking as bad (as good) as this if nothing had changed, corrected for all questions of the family. */
  readonly worseP: number;
  readonly betterP: number;
  /** Chance of looking as harmless as this if it were worse by the margin. Of this question alone. */
  readonly harmlessP: number;
  /** Whether it is surely not worse by the margin for warnings. */
  readonly isWithinWarning: boolean;
}

export interface AnswerOptions {
  /** Chance of any false "regressed" among all questions; and of a false "no worse" when all of them say so. */
  readonly alpha: number;
  /** Gives the same chance every time for the same data. */
  readonly random: () => number;
  readonly resamples?: number;
}

/**
 * Answers a family of questions together. "Regressed" by any of them is red, so its p is corrected for all (step-down);
 * green needs "no worse" from every one, which no correction makes safer (an intersection-union test).
 */
export function answerQuestions(questions: readonly Question[], options: AnswerOptions): readonly Answer[] {
  const pairs = Math.max(0, ...questions.map(({ worsening }) => worsening.length));
  const patterns = signPatterns(pairs, options.random);
  const worse = stepDownP(questions, patterns);
  const better = stepDownP(questions.map(mirrored), patterns);
  return questions.map((question, i) =>
    answer(question, { worseP: worse[i] ?? 1, betterP: better[i] ?? 1 }, patterns, options),
  );
}

function answer(
  question: Question,
  { worseP, betterP }: Pick<Answer, 'worseP' | 'betterP'>,
  patterns: SignPatterns,
  { alpha, random, resamples = RESAMPLES }: AnswerOptions,
): Answer {
  const differences = differencesOf(question);
  if (differences.length === 0)
    return { outcome: 'inconclusive', pairs: 0, worseP: 1, betterP: 1, harmlessP: 1, isWithinWarning: false };
  const roomBelow = (margin: number) =>
    question.worsening.map((each) => (each === undefined ? undefined : margin - each));
  const interval = bootstrapInterval(differences, alpha, random, resamples);
  const found = {
    pairs: differences.length,
    median: median([...differences]),
    interval,
    worseP,
    betterP,
    harmlessP: signFlipP(roomBelow(question.margin), patterns),
  };
  const { warnMargin } = question;
  const isWithinWarning =
    warnMargin !== undefined &&
    differences.length >= leastPairs(alpha) &&
    signFlipP(roomBelow(warnMargin), patterns) <= alpha &&
    interval.high < warnMargin;
  return { outcome: outcomeOf(found, question.margin, alpha), ...found, isWithinWarning };
}

function outcomeOf(
  found: Required<Omit<Answer, 'outcome' | 'isWithinWarning'>>,
  margin: number,
  alpha: number,
): ChangeOutcome {
  const { pairs, interval, worseP, betterP, harmlessP } = found;
  if (pairs < leastPairs(alpha)) return 'inconclusive';
  // The median's reaching the margin is part of the corrected test itself.
  if (worseP <= alpha && interval.low > 0) return 'regressed';
  if (betterP <= alpha && interval.high < 0) return 'improved';
  return harmlessP <= alpha && interval.high < margin ? 'no-worse' : 'inconclusive';
}
