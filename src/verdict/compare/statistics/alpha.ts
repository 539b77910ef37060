/** Chance of any false alarm in a whole comparison of equals, over all metrics, regions and looks: 1 in 20. */
export const ALPHA = 0.05;
/** Looking again and again makes chance red in the end. */
export const MOST_LOOKS = 3;

/** How often the same question is asked of a growing number of seeds, and the how-manieth time this is, from 1. */
export interface Look {
  readonly look: number;
  readonly looks: number;
  /** After every pair, as often as anybody likes (anytime-p.ts); the other two are 1 then. */
  readonly isAnytime?: boolean;
}

export const ONE_LOOK: Look = { look: 1, looks: 1 };
export const ANY_LOOK: Look = { ...ONE_LOOK, isAnytime: true };

/**
 * Each look may spend an equal part. The parts add up to ALPHA whatever the looks have in common (Bonferroni), and an equal
 * part can be met by a test of few pairs; O'Brien and Fleming's first look (0.0007) would need 11 seeds to say anything.
 */
export function alphaOf({ looks }: Look): number {
  return ALPHA / looks;
}

/** Pairs below which no test can reach alpha, whatever the data: the least p of n pairs is 2^-n. */
export function leastPairs(alpha: number): number {
  return Math.ceil(Math.log2(1 / alpha));
}

/** Pairs with which one question alone can be told from chance even if each of the others has a pattern of its own. */
export function surePairs(alpha: number, questions: number): number {
  return Math.ceil(Math.log2(Math.max(1, questions) / alpha));
}
