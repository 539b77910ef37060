import { didYouMeanAny } from '../reading/nearest.ts';
import type { Parsed } from '../reading/quantity.ts';
import type { Catalog } from './catalog.ts';
import { type CatalogEntry, catalogEntries } from './catalog-entry.ts';
import { findEntry, searchCatalog } from './search-catalog.ts';

/** An entry as a question's answer names it. */
export interface Place {
  readonly id: string;
  readonly label: string;
}

/** "Jakarta, 日本, na-west": the regions that are called so, each once; a country of two regions is both. */
export function findRegions(text: string, catalog: Catalog): Parsed<readonly Place[]> {
  return findAll(text, 'region', 'regions by id, place or country, such as "jakarta, jp"', catalog);
}

/** "cn-studio-5g" or "5G": one line from the studio. */
export function findFirstMile(text: string, catalog: Catalog): Parsed<Place> {
  const expected = `one of ${[...catalog.firstMiles.keys()].join(', ')}`;
  const found = findAll(text, 'first-mile', expected, catalog);
  if (found.type === 'refused') return found;
  const [first, ...others] = found.value;
  if (first === undefined || others.length > 0)
    return {
      type: 'refused',
      expected,
      hint: `"${text.trim()}" may be ${found.value.map(({ id }) => id).join(' or ')}`,
    };
  return { type: 'ok', value: first };
}

function findAll(
  text: string,
  type: CatalogEntry['type'],
  expected: string,
  catalog: Catalog,
): Parsed<readonly Place[]> {
  const entries = catalogEntries(catalog).filter((entry) => entry.type === type);
  const words = text.split(/[,，、;；]/).map((word) => word.trim());
  const found = new Map<string, Place>();
  for (const word of words.filter((each) => each !== '')) {
    const exact = findEntry(entries, word);
    const called = exact === undefined ? calledSo(entries, word) : [exact];
    if (called.length === 0) {
      const hint = didYouMeanAny(
        word,
        entries.flatMap(({ name, label }) => [name, label]),
      );
      return { type: 'refused', expected, hint: `"${word}" is none${hint === undefined ? '' : `: ${hint}`}` };
    }
    for (const { name, label } of called) found.set(name, { id: name, label });
  }
  return found.size === 0 ? { type: 'refused', expected } : { type: 'ok', value: [...found.values()] };
}

/** Two letters are a country or nothing: "us" is no part of Australia here. */
function calledSo(entries: readonly CatalogEntry[], word: string): readonly CatalogEntry[] {
  if (!/^[A-Za-z]{2}$/.test(word)) return searchCatalog(entries, word.split(/\s+/));
  const isCountry = (name: string | undefined) => name?.toLowerCase() === word.toLowerCase();
  return entries.filter(
    (entry) => entry.type === 'region' && (isCountry(entry.country) || entry.countryNames.some(isCountry)),
  );
}
