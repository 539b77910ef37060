import type { TakeResult } from '../../model/result/result.ts';
import { isUsable } from './pair-seeds.ts';

/**
 * Returns the probability that the takes of the candidate alone count under none of so many seeds, if either arm's are as likely to be
 * spoilt (McNemar's exact test): a setting that is too much for the machine, or kills what measures it, is left out of every pair
 * that would show it. 1 if no seed is lost by it alone.
 */
export function voidAloneP(baseline: readonly TakeResult[], candidate: readonly TakeResult[]): number {
  const [a, b] = [playedSeeds(baseline), playedSeeds(candidate)];
  const seeds = [...a.keys()].filter((seed) => b.has(seed));
  const own = seeds.filter((seed) => a.get(seed) === true && b.get(seed) === false).length;
  const other = seeds.filter((seed) => a.get(seed) === false && b.get(seed) === true).length;
  return atLeast(own, own + other);
}

/** Returns whether any take of each seed played counts. */
function playedSeeds(takes: readonly TakeResult[]): ReadonlyMap<number, boolean> {
  const counts = new Map<number, boolean>();
  for (const take of takes) counts.set(take.seed, counts.get(take.seed) === true || isUsable(take));
  return counts;
}

/** Returns the probability of at least so many heads in so many tosses. */
function atLeast(heads: number, tosses: number): number {
  let [sum, ways] = [0, 1];
  for (let count = 0; count <= tosses; ways = (ways * (tosses - count)) / (count + 1), count++)
    if (count >= heads) sum += ways;
  return sum / 2 ** tosses;
}
