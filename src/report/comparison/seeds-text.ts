import { CHANGE_WORDS } from '../messages/comparison-words.ts';
import { ENUMERATION, fill, joinTexts, plain, type Text } from '../messages/words.ts';

/** Returns "seed 3", or "seeds 3, 5": each once. */
export function seedsText(all: readonly { readonly seed: number }[]): Text {
  const seeds = [...new Set(all.map(({ seed }) => seed))];
  const list = joinTexts(
    seeds.map((seed) => plain(String(seed))),
    ENUMERATION,
  );
  return fill(seeds.length === 1 ? CHANGE_WORDS.seed : CHANGE_WORDS.seeds, { list });
}
