import type { EncoderComparison } from '../../model/encoder-comparison.ts';

/** Names of the candidates that more seeds could still tell something about. */
export function undecided(comparisons: readonly EncoderComparison[]): string[] {
  return comparisons
    .filter(({ outcome }) => outcome === 'inconclusive' || outcome === 'invalid')
    .map(({ candidate }) => candidate.name);
}

/** Whether another seed fits: the next one is taken to last as long as the longest so far. The first always does. */
export function hasTimeFor(times: {
  readonly spentMs: number;
  readonly longestMs: number;
  readonly mostMs: number;
}): boolean {
  return times.longestMs === 0 || times.spentMs + times.longestMs <= times.mostMs;
}
