import { compareInside, compareRehearsals } from '../compare/compare-rehearsals.ts';
import { readJoined, readSides } from '../compare/read-joined.ts';
import type { EncoderComparison } from '../model/result/encoder-comparison.ts';
import { checkedLook, type Look, ONE_LOOK } from '../verdict/compare/statistics/alpha.ts';

/** Which look of how many planned ones this is, as seeds are added. Default: the only one. */
export type CompareOptions = Partial<Look>;

/**
 * Compares a finished rehearsal with another; given one directory alone, compares the variants inside it with its own broadcast.
 * Returns one comparison, or one for each variant. Throws InputError, saying what differs, when they cannot be compared.
 */
export async function compare(
  baseline: string,
  candidate?: string,
  options: CompareOptions = {},
): Promise<readonly EncoderComparison[]> {
  const look = checkedLook({ ...ONE_LOOK, ...options });
  if (candidate === undefined) return compareInside(await readJoined([baseline]), look);
  const [before, after] = await readSides([baseline], [candidate]);
  return [compareRehearsals(before, after, look)];
}
