import type { CatalogEntry } from './catalog-entry.ts';

/**
 * Entries in which every word is found, whatever its case: in names, labels of both languages, countries. Profiles of a
 * region are found by a word of that region ("jakarta", "jakarta mobile"); by their own words alone the short name that all
 * regions share is found instead. Country codes count as whole words only: "in" is no search for Indonesia.
 */
export function searchCatalog(entries: readonly CatalogEntry[], words: readonly string[]): CatalogEntry[] {
  const wanted = words.map((word) => word.toLowerCase());
  return entries.filter((entry) => {
    if (!isRegional(entry)) return wanted.every((word) => isIn(word, wordsOf(entry)));
    const own = wordsOf(entry);
    return (
      wanted.some((word) => isIn(word, entry.regionWords)) &&
      wanted.every((word) => isIn(word, own) || isIn(word, entry.regionWords))
    );
  });
}

function isRegional(entry: CatalogEntry): entry is CatalogEntry & { readonly type: 'access' | 'haul' } {
  return entry.type === 'access' || entry.type === 'haul';
}

function wordsOf(entry: CatalogEntry): string[] {
  const { name, label, labelZh } = entry;
  if (entry.type !== 'region') return [name, label, labelZh];
  const country = entry.country === undefined ? [] : [entry.country];
  return [name, label, labelZh, ...country, ...entry.countryNames];
}

const COUNTRY_CODE = /^[A-Z]{2}$/;

function isIn(word: string, texts: readonly string[]): boolean {
  return texts.some((text) =>
    COUNTRY_CODE.test(text) ? text.toLowerCase() === word : text.toLowerCase().includes(word),
  );
}

/** The entry of this very name; of a region's profile, its full name. */
export function findEntry(entries: readonly CatalogEntry[], name: string): CatalogEntry | undefined {
  return entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
}
