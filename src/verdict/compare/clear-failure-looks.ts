import { ratesAlone, type SeedsMissed } from './clear-failures.ts';

/** Share of alpha for clear misses where results may be looked at after every pair. */
export const ANYTIME_SHARE_FOR_CLEAR_MISSES = 0.16;
/** Pairs after which half of that share has been spent, the rest by half each time again. */
const HALF_SPENT = 8;
/** Fewest clear misses that are ever beyond chance. */
const LEAST_MISSES = 2;
/** Halvings of a share that are tried for p. */
const HALVINGS = 8;

/**
 * Returns clearFailureP for any look at pairs in the order played: the smallest of the probabilities tried (`share`, its half, its
 * quarter ...) for whose boundary the misses are too many at some look; 1 if they never are.
 */
export function anytimeClearFailureP(
  { baseline, candidate }: SeedsMissed,
  seeds: readonly number[],
  share: number,
  byChance: number,
): number {
  const firstOfBaseline = seeds.findIndex((seed) => baseline.has(seed));
  const looked = firstOfBaseline === -1 ? seeds : seeds.slice(0, firstOfBaseline);
  let misses = 0;
  const counts = looked.map((seed) => (candidate.has(seed) ? ++misses : misses));
  let p = 1;
  for (let halving = 0; halving <= HALVINGS; halving++) {
    const tried = share / 2 ** halving;
    const bounds = clearMissBounds(tried, counts.length, byChance);
    if (!counts.some((count, look) => count >= (bounds[look] as number))) break;
    p = tried;
  }
  return p;
}

/**
 * Returns, after each pair, the number of clear misses by the candidate alone that is too many. While the baseline has none, chance
 * alone reaches any of these numbers with a probability of at most `share`, however many pairs follow, at any rate that `byChance` allows.
 */
export function clearMissBounds(share: number, pairs: number, byChance: number): readonly number[] {
  const all = ratesAlone(byChance).map((rate) => boundsAt(rate, share, pairs));
  return Array.from({ length: pairs }, (_, look) => Math.max(...all.map((bounds) => bounds[look] as number)));
}

/** Each look spends what it may (Lan & DeMets, Biometrika 70, 1983), counted exactly. */
function boundsAt(rate: number, share: number, pairs: number): readonly number[] {
  /** Probability of so many misses so far, none by the baseline and never too many. */
  let chances = [1];
  let spent = 0;
  return Array.from({ length: pairs }, (_, look) => {
    chances = [...chances, 0].map((chance, count) => chance * (1 - 2 * rate) + (chances[count - 1] ?? 0) * rate);
    const mayBeSpent = share * (1 - 2 ** (-(look + 1) / HALF_SPENT));
    let bound = chances.length;
    let beyond = 0;
    while (bound > LEAST_MISSES && spent + beyond + (chances[bound - 1] as number) <= mayBeSpent) {
      bound--;
      beyond += chances[bound] as number;
    }
    spent += beyond;
    chances = chances.slice(0, bound);
    return bound;
  });
}
