import type { CatalogEntry } from './catalog-entry.ts';

/**
 * Finds the entries that contain every word, ignoring case, in their name, their labels in both languages or their country.
 * Profiles of a region need a word of that region ("jakarta", "jakarta mobile"); their own words alone find the short name
 * that all regions share. A country code matches only as a whole.
 */
export function searchCatalog(entries: readonly CatalogEntry[], words: readonly string[]): CatalogEntry[] {
  const wanted = words.map((word) => word.toLowerCase());
  return entries.filter((entry) => {
    const entryWords = wordsOf(entry);
    if (!isRegional(entry)) return wanted.every((word) => isIn(word, entryWords));
    return (
      wanted.some((word) => isIn(word, entry.regionWords)) &&
      wanted.every((word) => isIn(word, entryWords) || isIn(word, entry.regionWords))
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

/** Finds the entry with exactly this name, ignoring case; a region's profile by its full name. */
export function findEntry(entries: readonly CatalogEntry[], name: string): CatalogEntry | undefined {
  return entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
}
