/** Most pairs for which every pattern (4096) is tried, so that p is exact; beyond, patterns are sampled. */
const MOST_EXACT_PAIRS = 12;
/** Patterns sampled; with the observed one 10,000, so that the standard error of a p of 0.05 is 0.002. */
const SAMPLED_PATTERNS = 9_999;

/** Sign patterns: those of pattern i are `pairs` numbers of +1 or -1 from signs[i * pairs] on. */
export interface SignPatterns {
  readonly count: number;
  readonly pairs: number;
  readonly signs: Int8Array;
}

/**
 * Makes the signs that `pairs` differences could have had if the candidate had changed nothing, since baseline and candidate of a
 * pair could then change places. The first pattern is the observed one, all +1, so that no p is ever 0.
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
