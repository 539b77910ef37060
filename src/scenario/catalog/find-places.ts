import { didYouMeanAny } from '../reading/nearest.ts';
import type { Parsed } from '../reading/quantity.ts';
import type { Catalog } from './catalog.ts';
import { type CatalogEntry, catalogEntries } from './catalog-entry.ts';
import { findEntry, searchCatalog } from './search-catalog.ts';

/** A catalog entry chosen in an answer of `longhaul init`. */
export interface Place {
  readonly id: string;
  readonly label: string;
}

/** Finds the regions that a text such as "Jakarta, 日本, na-west" names, each once. A country with two regions yields both. */
export function findRegions(text: string, catalog: Catalog): Parsed<readonly Place[]> {
  return findAll(text, 'region', 'regions by id, place or country, such as "jakarta, jp"', catalog);
}

/** Finds the one first mile that a text such as "cn-studio-5g" or "5G" names. Refuses a text that fits several. */
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
    const matches = exact === undefined ? entriesNamed(entries, word) : [exact];
    if (matches.length === 0) {
      const hint = didYouMeanAny(
        word,
        entries.flatMap(({ name, label }) => [name, label]),
      );
      return { type: 'refused', expected, hint: `"${word}" is none${hint === undefined ? '' : `: ${hint}`}` };
    }
    for (const { name, label } of matches) found.set(name, { id: name, label });
  }
  return found.size === 0 ? { type: 'refused', expected } : { type: 'ok', value: [...found.values()] };
}

/** Finds entries by a word. Two letters are taken as a country only, so that "us" does not find Australia. */
function entriesNamed(entries: readonly CatalogEntry[], word: string): readonly CatalogEntry[] {
  if (!/^[A-Za-z]{2}$/.test(word)) return searchCatalog(entries, word.split(/\s+/));
  const isCountry = (name: string | undefined) => name?.toLowerCase() === word.toLowerCase();
  return entries.filter(
    (entry) => entry.type === 'region' && (isCountry(entry.country) || entry.countryNames.some(isCountry)),
  );
}
