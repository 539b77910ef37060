import type { Span } from '../../metrics/series/span.ts';
import { RECOVERED_MS } from './symptoms/join-near.ts';

/** Difference of the starts within which two symptoms have one beginning, ms. Assumption. */
const SAME_START_MS = 2000;
/** Length up to which a symptom is an episode; a longer one is a state, in which other episodes have causes of their own. Assumption. */
const EPISODE_MS = 10_000;

/** Returns whether two symptoms are one incident: they began together, or are short and come within a second of each other. */
export function belongTogether(a: Span, b: Span): boolean {
  const apartMs = Math.max(a.fromMs, b.fromMs) - Math.min(a.toMs, b.toMs);
  if (apartMs > RECOVERED_MS) return false;
  const beginTogether = Math.abs(a.fromMs - b.fromMs) <= SAME_START_MS;
  const areEpisodes = [a, b].every(({ fromMs, toMs }) => toMs - fromMs <= EPISODE_MS);
  return beginTogether || areEpisodes;
}
