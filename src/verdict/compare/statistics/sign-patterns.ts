/** Up to so many pairs every pattern is tried (4096), so that p is exact; beyond, a sample of them. */
export const MOST_EXACT_PAIRS = 12;
/** With the observed one 10,000: the standard error of a p of 0.05 is 0.002. */
const SAMPLED_PATTERNS = 9_999;

/** Signs of pattern i: `pairs` numbers of +1 or -1 from signs[i * pairs] on. */
export interface SignPatterns {
  readonly count: number;
  readonly pairs: number;
  readonly signs: Int8Array;
}

/**
 * The ways the signs of `pairs` differences could have fallen had the candidate changed nothing: baseline and candidate of a
 * pair could then change places. The first pattern is the one observed, all +1, so that no p is ever 0.
 */
export function signPatterns(pairs: number, random: () => number): SignPatterns {
  const isExact = pairs <= MOST_EXACT_PAIRS;
  const count = isExact ? 2 ** pairs : SAMPLED_PATTERNS + 1;
  const signs = new Int8Array(count * pairs).fill(1);
  for (let pattern = 1; pattern < count; pattern++)
    for (let pair = 0; pair < pairs; pair++) {
      const isFlipped = isExact ? (pattern >> pair) & 1 : random() < 0.5;
      if (isFlipped) signs[pattern * pairs + pair] = -1;
    }
  return { count, pairs, signs };
}
