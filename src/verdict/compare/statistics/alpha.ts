import { InputError, type Problem } from '../../../lib/errors.ts';

/** Probability of any false alarm in a whole comparison of equals, over all metrics, regions and looks: 1 in 20. */
export const ALPHA = 0.05;
/** Most looks at a growing number of seeds: repeated looking eventually finds red by chance. */
export const MOST_LOOKS = 3;

/** One look, numbered from 1, of several at the same question with a growing number of seeds. */
export interface Look {
  readonly look: number;
  readonly looks: number;
  /** Whether results may be looked at after every pair (anytime-p.ts); the other two are then 1. */
  readonly isAnytime?: boolean;
}

export const ONE_LOOK: Look = { look: 1, looks: 1 };
export const ANY_LOOK: Look = { ...ONE_LOOK, isAnytime: true };

/** Returns the look if it is one of so many planned. Throws InputError: with a plan of no looks every p would be small enough. */
export function checkedLook(asked: Look): Look {
  const { look, looks } = asked;
  const isWithin = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  const refuse = (where: string, expected: string, got: number): Problem => ({
    ...{ where, path: '', expected, got: String(got) },
  });
  if (!isWithin(looks, MOST_LOOKS))
    throw new InputError([refuse('--looks', `a whole number from 1 to ${MOST_LOOKS}`, looks)]);
  if (!isWithin(look, looks))
    throw new InputError([refuse('--look', `a whole number from 1 to --looks (${looks})`, look)]);
  return asked;
}

/**
 * Returns the equal part of ALPHA that each look may spend. The parts add up to ALPHA whatever the looks have in common (Bonferroni),
 * and a test of few pairs can reach an equal part; O'Brien and Fleming's first look (0.0007) would need 11 seeds to say anything.
 */
export function alphaOf({ looks }: Look): number {
  return ALPHA / looks;
}

/** Returns the number of pairs below which no test can reach alpha, whatever the data: the smallest p of n pairs is 2^-n. */
export function leastPairs(alpha: number): number {
  return Math.ceil(Math.log2(1 / alpha));
}

/** Returns the number of pairs with which one question can be distinguished from chance even if each of the others has a pattern of its own. */
export function surePairs(alpha: number, questions: number): number {
  return Math.ceil(Math.log2(Math.max(1, questions) / alpha));
}
