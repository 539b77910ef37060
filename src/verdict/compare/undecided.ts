import type { EncoderComparison } from '../../model/result/encoder-comparison.ts';

/**
 * Seeds before a green ends the playing: with five, what breaks in 40 % of seeds is not met once in 13 times; with eight once in 60.
 * A red may end it at once.
 */
export const LEAST_FOR_GREEN = 8;

/** Names of the candidates that more seeds could still tell something about. */
export function undecided(comparisons: readonly EncoderComparison[]): string[] {
  return comparisons.filter(isOpen).map(({ candidate }) => candidate.name);
}

function isOpen({ outcome, pairedSeeds }: EncoderComparison): boolean {
  if (outcome === 'regressed') return false;
  return outcome === 'inconclusive' || outcome === 'invalid' || pairedSeeds.length < LEAST_FOR_GREEN;
}

/** Whether another seed fits: the next one is taken to last as long as the longest so far. The first always does. */
export function hasTimeFor(times: {
  readonly spentMs: number;
  readonly longestMs: number;
  readonly mostMs: number;
}): boolean {
  return times.longestMs === 0 || times.spentMs + times.longestMs <= times.mostMs;
}
