// Westfall and Young's step-down maxT with joint sign flips: one p per question, corrected for all of them together.
// Source: Westfall & Young, Resampling-Based Multiple Testing (1993); Romano & Wolf, JASA 100 (2005).
import { differencesOf, type Question } from '../question.ts';
import type { SignPatterns } from './sign-patterns.ts';

/** Relative difference below which two numbers are the same but for rounding. */
const TIE = 1e-9;

/**
 * Returns, for each question, the probability that any of the questions not yet answered would look as bad as this one if the
 * candidate had changed nothing. All questions of a pair change sign together, so that what they share (a storm in both regions, a
 * stutter that is also a freeze) is paid for once; a question that never leaves its margin under any signs costs nothing.
 */
export function stepDownP(questions: readonly Question[], patterns: SignPatterns): readonly number[] {
  const statistics = questions.map((question) => statisticUnder(question, patterns));
  const observed = (question: number) => statistics[question]?.[0] ?? 0;
  const worstFirst = questions.map((_, question) => question).sort((a, b) => observed(b) - observed(a));

  const adjusted = new Array<number>(questions.length).fill(1);
  const largest = new Float64Array(patterns.count);
  // Goes from the least suspicious up, so that `largest` holds, per pattern, the worst of the questions from here down.
  for (const question of worstFirst.toReversed()) {
    if (observed(question) === 0 && !statistics[question]?.some((statistic) => statistic > 0)) continue;
    const own = statistics[question] as Float64Array;
    const least = observed(question) * (1 - TIE);
    let reached = 0;
    for (let pattern = 0; pattern < patterns.count; pattern++) {
      if ((own[pattern] as number) > (largest[pattern] as number)) largest[pattern] = own[pattern] as number;
      if ((largest[pattern] as number) >= least) reached++;
    }
    adjusted[question] = observed(question) > 0 ? reached / patterns.count : 1;
  }
  let least = 0;
  for (const question of worstFirst) {
    least = Math.max(least, adjusted[question] as number);
    adjusted[question] = least;
  }
  return adjusted;
}

/**
 * Returns, per pattern, the sum of the differences over the root of the sum of their squares (which flips do not change, so that all
 * questions are on one scale), or 0 unless the median difference or the mean reaches the margin: the test is of what is called a
 * regression. A median alone misses what breaks in a minority of the seeds, a mean alone drowns in one wild pair.
 */
function statisticUnder(question: Question, { count, pairs, signs }: SignPatterns): Float64Array {
  const statistics = new Float64Array(count);
  const present = question.worsening.flatMap((difference, pair) => (difference === undefined ? [] : [pair]));
  const differences = Float64Array.from(differencesOf(question));
  const size = Math.sqrt(differences.reduce((sum, difference) => sum + difference ** 2, 0));
  const margin = question.margin * (1 - TIE);
  const half = differences.length / 2;
  const leastSum = margin * differences.length;
  // Flips bring no more differences beyond the margin than have that size, and sum to no more than all sizes together.
  const isMedianOut = differences.filter((difference) => Math.abs(difference) >= margin).length < half;
  const isMeanOut = differences.reduce((sum, difference) => sum + Math.abs(difference), 0) < leastSum;
  if (isMedianOut && isMeanOut) return statistics;

  const flipped = new Float64Array(differences.length);
  for (let pattern = 0; pattern < count; pattern++) {
    let sum = 0;
    let beyond = 0;
    for (let i = 0; i < flipped.length; i++) {
      const value = (signs[pattern * pairs + (present[i] as number)] as number) * (differences[i] as number);
      flipped[i] = value;
      sum += value;
      if (value >= margin) beyond++;
    }
    if (sum <= 0) continue;
    const isBeyond = sum >= leastSum || beyond > half || (beyond === half && middleOf(flipped) >= margin);
    if (isBeyond) statistics[pattern] = sum / size;
  }
  return statistics;
}

/** Returns the median of an even number of values: the mean of the middle two. */
function middleOf(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = values.length / 2;
  return ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}
