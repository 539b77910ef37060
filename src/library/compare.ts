import { compareInside, compareRehearsals } from '../compare/compare-rehearsals.ts';
import { readJoined } from '../compare/read-joined.ts';
import type { EncoderComparison } from '../model/result/encoder-comparison.ts';
import { type Look, ONE_LOOK } from '../verdict/compare/statistics/alpha.ts';

/** `look` of `looks` planned: how often the question is asked while seeds are added. Default: once. */
export type CompareOptions = Partial<Look>;

/**
 * A finished rehearsal against another, or with one directory alone the variants inside it against its own broadcast: one
 * comparison, or one for each variant. Throws InputError when they cannot be compared, saying what differs.
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
