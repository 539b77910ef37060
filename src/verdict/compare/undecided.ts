import type { EncoderComparison } from '../../model/result/encoder-comparison.ts';

/**
 * Fewest seeds after which green may end the rehearsal: with five, a fault in 40 % of seeds is missed once in 13 times; with eight,
 * once in 60. Red may end it at once.
 */
export const LEAST_FOR_GREEN = 8;

/** Returns the names of the candidates that more seeds could still decide. */
export function undecided(comparisons: readonly EncoderComparison[]): string[] {
  return comparisons.filter(isOpen).map(({ candidate }) => candidate.name);
}

function isOpen({ outcome, pairedSeeds }: EncoderComparison): boolean {
  if (outcome === 'regressed') return false;
  return outcome === 'inconclusive' || outcome === 'invalid' || pairedSeeds.length < LEAST_FOR_GREEN;
}

/** Returns whether another seed fits, assuming it lasts as long as the longest so far. The first always fits. */
export function hasTimeFor(times: {
  readonly spentMs: number;
  readonly longestMs: number;
  readonly mostMs: number;
}): boolean {
  return times.longestMs === 0 || times.spentMs + times.longestMs <= times.mostMs;
}
