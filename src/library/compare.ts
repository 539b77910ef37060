import { compareInside, compareRehearsals } from '../compare/compare-rehearsals.ts';
import { readJoined } from '../compare/read-joined.ts';
import type { EncoderComparison } from '../model/result/encoder-comparison.ts';
import { type Look, ONE_LOOK } from '../verdict/compare/statistics/alpha.ts';

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
  const look = { ...ONE_LOOK, ...options };
  const before = await readJoined([baseline]);
  if (candidate === undefined) return compareInside(before, look);
  return [compareRehearsals(before, await readJoined([candidate]), look)];
}
