// Intervals of the differences that the tests do not rule out, so that interval and verdict never disagree: an end is within the
// margin exactly when the test says so. Source of the first: Hartigan, JASA 64 (1969), typical values by subset means.
import type { SignPatterns } from './sign-patterns.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Inverts the sign-flip test. "Worse by d" is possible as long as flipping some subset of the differences raises the sum up to d, that
 * is, as long as the subset's mean is no less than d: the ends are order statistics of the subsets' means. Undefined with too few pairs
 * to rule out anything.
 */
export function flipInterval(
  worsening: readonly (number | undefined)[],
  { count, pairs, signs }: SignPatterns,
  tail: number,
): Interval | undefined {
  const present = worsening.flatMap((difference, pair) => (difference === undefined ? [] : [{ difference, pair }]));
  const means: number[] = [];
  let empty = 0;
  for (let pattern = 0; pattern < count; pattern++) {
    let sum = 0;
    let flipped = 0;
    for (const { difference, pair } of present)
      if (signs[pattern * pairs + pair] === -1) {
        sum += difference;
        flipped++;
      }
    if (flipped === 0) empty++;
    else means.push(sum / flipped);
  }
  const sorted = Float64Array.from(means).sort();
  const ruledOut = Math.floor(tail * count * (1 + 1e-9)) - empty;
  if (ruledOut < 0) return undefined;
  return {
    low: sorted[Math.min(ruledOut, sorted.length - 1)] as number,
    high: sorted[Math.max(0, sorted.length - 1 - ruledOut)] as number,
  };
}

/** Bisection steps, after which an end is known to a billionth of the range searched. */
const STEPS = 30;

/**
 * Inverts any test by bisection: `p(shift)` is the probability of looking this harmless if it were worse by `shift`, and falls as the
 * shift grows. The search extends to twice the range of the differences; undefined where an end is beyond that: nothing is ruled out.
 */
export function searchedInterval(
  differences: readonly number[],
  pWorseBy: (shift: number) => number,
  pBetterBy: (shift: number) => number,
  tail: number,
): Interval | undefined {
  const [least, most] = [Math.min(...differences), Math.max(...differences)];
  const reach = most - least || 1e-9 + Math.abs(most) * 1e-9;
  const end = (p: (shift: number) => number, from: number) => {
    let [inside, outside] = [from - 2 * reach, from + 2 * reach];
    if (p(outside) > tail) return undefined;
    for (let step = 0; step < STEPS; step++) {
      const middle = (inside + outside) / 2;
      if (p(middle) <= tail) outside = middle;
      else inside = middle;
    }
    return outside;
  };
  const [low, high] = [end(pBetterBy, -least), end(pWorseBy, most)];
  return low === undefined || high === undefined ? undefined : { low: -low, high };
}
