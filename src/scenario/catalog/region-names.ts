import { type Diagnostic, describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import type { Catalog, CatalogRegion } from './catalog.ts';
import { countryNames } from './catalog-entry.ts';
import { needsRegion } from './catalog-names.ts';
import { namesOfPlace, regionHint } from './name-hint.ts';
import { OTHER_PLACE_NAMES } from './other-names.ts';
import { OTHER_CITIES } from './other-places.ts';
import { plainName } from './plain-name.ts';

/** Ids as the schema takes them; any other text can only be the name of a place. */
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;

/** Signs between the names of places in one text. */
const SEPARATORS = /[()（）,，、]/;

/** A scenario whose places have been replaced by ids. */
export interface WithRegionIds {
  readonly value: unknown;
  /** Returns the path in the file of a path in `value`: budgets stand there under the name as written. */
  readonly writtenPath: (path: Path) => Path;
}

/**
 * Returns a scenario as written with the places in it replaced by the ids of their regions: "雅加达", "Jakarta", "印度尼西亚" and
 * "Indonesia" become sea-id, in regions, budgets and events. A name of the scenario's own, whose haul and access are both written
 * in place, stays. Notes a name that is no place of the catalog, or several, and a region with budgets under two names.
 */
export function withRegionIds(value: unknown, catalog: Catalog, notes: Notes): WithRegionIds {
  if (!isRecord(value) || !Array.isArray(value.regions)) return { value, writtenPath: (path) => path };
  const sharedHaul = isRecord(value.broadcast) ? value.broadcast.haul : undefined;
  const entries = toldApart(
    value.regions.map((entry: unknown, index) => placedEntry(entry, index, { catalog, sharedHaul, notes })),
  );
  const ids = entries.flatMap(({ entry }) => (isRecord(entry) ? [entry.id ?? entry.region] : []));
  const renamed = new Map(entries.flatMap(({ renamed: names }) => (names === undefined ? [] : [names])));
  const idOf = (name: string): string => {
    if (ids.includes(name)) return name;
    const [found, ...others] = regionsNamed(name, catalog);
    return renamed.get(name) ?? (found !== undefined && others.length === 0 && ids.includes(found) ? found : name);
  };
  // The schema refuses a list, as a list.
  const budgets = isRecord(value.budgets) && !Array.isArray(value.budgets) ? Object.entries(value.budgets) : undefined;
  const budgetNames = namesOfBudgets(
    (budgets ?? []).map(([name]) => name),
    idOf,
    notes,
  );
  return {
    value: {
      ...value,
      regions: entries.map(({ entry }) => entry),
      ...(budgets && { budgets: Object.fromEntries(budgets.map(([name, each]) => [idOf(name), each])) }),
      ...(Array.isArray(value.events) && { events: value.events.map((event: unknown) => placedEvent(event, idOf)) }),
    },
    writtenPath: (path) => {
      const [top, id, ...rest] = path;
      const name = top === 'budgets' && typeof id === 'string' ? budgetNames.get(id) : undefined;
      return name === undefined ? path : ['budgets', name, ...rest];
    },
  };
}

interface PlacedEntry {
  /** Entry of `regions`, with an id for its place. */
  readonly entry: unknown;
  /** Name as written, and the id by which the region is known instead; undefined where it keeps its name. */
  readonly renamed?: readonly [string, string];
}

/** Replaces the place in an entry of `regions`. An unknown or ambiguous place is noted, and another region stands in for it. */
function placedEntry(
  entry: unknown,
  index: number,
  { catalog, sharedHaul, notes }: { readonly catalog: Catalog; readonly sharedHaul: unknown; readonly notes: Notes },
): PlacedEntry {
  if (!isRecord(entry) || typeof entry.region !== 'string' || catalog.regions.has(entry.region)) return { entry };
  const { region: name, access, haul = sharedHaul } = entry;
  if ([access, haul].every((each) => each !== undefined && !needsRegion(each, catalog))) return { entry };
  const exact = regionsNamed(name, catalog);
  const near = exact.length === 0 ? regionOfCity(name, catalog) : undefined;
  if (near !== undefined)
    notes.warnings.push({
      path: ['regions', index, 'region'],
      text: `${name} is taken as ${labelLike(name, near)}, whose round trips may differ`,
    });
  const named = near === undefined ? exact : [near.id];
  if (named.length === 0 && IDENTIFIER.test(name)) return { entry };
  const [found = ''] = named;
  if (named.length !== 1) notes.diagnostics.push(notOnePlace(name, ['regions', index, 'region'], named, catalog));
  // Nothing else is to be said of a wrong entry: any region of the catalog does for it.
  const [standIn = name] = catalog.regions.keys();
  const [region, id] = named.length === 1 ? [found, found] : [standIn, `unknown-${index + 1}`];
  if (entry.id !== undefined) return { entry: { ...entry, region } };
  return { entry: { ...entry, region, ...(id !== region && { id }) }, renamed: [name, id] };
}

/** Gives an entry its place as an id where an earlier one is another place of the same region: Delhi after Mumbai. */
function toldApart(entries: readonly PlacedEntry[]): readonly PlacedEntry[] {
  const names = new Map<string, string>();
  return entries.map(({ entry, renamed }): PlacedEntry => {
    if (renamed === undefined || !isRecord(entry)) return { entry };
    const [name, id] = renamed;
    const first = names.get(id) ?? name;
    names.set(id, first);
    const own = plainName(name);
    return plainName(first) === own || !IDENTIFIER.test(own)
      ? { entry, renamed }
      : { entry: { ...entry, id: own }, renamed: [name, own] };
  });
}

/** Says that a name means no region of the catalog, or more than one. */
function notOnePlace(name: string, path: Path, named: readonly string[], catalog: Catalog): Diagnostic {
  if (named.length === 0) {
    const got = `the unknown region ${describeValue(name)}`;
    return diagnostic(path, expectedRegion(), got, regionHint(name, catalog));
  }
  const those = named.map((id) => `${id} (${labelLike(name, catalog.regions.get(id))})`).join(', ');
  return diagnostic(path, `one of ${those}`, `${describeValue(name)}, which is all of them`);
}

/** Describes what a region's name may be: a list of all would hide the rest of the sentence. */
export function expectedRegion(): string {
  return `a city or country of the catalog (\`longhaul catalog\` lists them), or one of your own such as {region: my-city, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 50 Mbps}}`;
}

/** Returns the name under which each region's budgets are written; notes a region that has them under two. */
function namesOfBudgets(
  names: readonly string[],
  idOf: (name: string) => string,
  notes: Notes,
): ReadonlyMap<string, string> {
  const byId = new Map<string, string>();
  for (const name of names) {
    const id = idOf(name);
    const first = byId.get(id);
    if (first === undefined) byId.set(id, name);
    else
      notes.diagnostics.push(diagnostic(['budgets', id], 'each region once', `"${first}" and "${name}", the same one`));
  }
  return byId;
}

/** Replaces the places in an event. */
function placedEvent(event: unknown, idOf: (name: string) => string): unknown {
  if (!isRecord(event)) return event;
  const places = (['haul', 'access'] as const).flatMap((place) => {
    const name = event[place];
    return typeof name === 'string' ? [[place, idOf(name)]] : [];
  });
  return { ...event, ...Object.fromEntries(places) };
}

/** Returns a region's label in the script of the name that was written. */
function labelLike(name: string, region: CatalogRegion | undefined): string {
  return (/\p{Script=Han}/u.test(name) ? region?.labelZh : region?.label) ?? '';
}

/**
 * Lists the ids of the regions whose place or country has exactly this name, in English or in Chinese. A name of several words
 * between commas or brackets, "Jakarta, Indonesia", means the regions that each of them names.
 */
export function regionsNamed(name: string, catalog: Pick<Catalog, 'regions'>): readonly string[] {
  const whole = regionsOfOneName(name, catalog);
  const [first = '', ...more] = name.split(SEPARATORS).filter((part) => part.trim() !== '');
  if (whole.length > 0 || more.length === 0) return whole;
  return regionsOfOneName(first, catalog).filter((id) =>
    more.every((part) => regionsOfOneName(part, catalog).includes(id)),
  );
}

function regionsOfOneName(name: string, { regions }: Pick<Catalog, 'regions'>): readonly string[] {
  const wanted = plainName(name);
  const found = [...regions.values()];
  const byPlace = found.filter((region) => placesOf(region).some((place) => plainName(place) === wanted));
  const named =
    byPlace.length > 0
      ? byPlace
      : found.filter((region) => countriesOf(region).some((country) => plainName(country) === wanted));
  return named.map(({ id }) => id);
}

/** Lists the names that mean one region, as far as an id could be written so, without case, accents and spaces. */
export function placeWords(catalog: Pick<Catalog, 'regions'>): readonly string[] {
  const names = [...catalog.regions.values()].flatMap((region) => [...placesOf(region), ...countriesOf(region)]);
  const words = new Set(names.map(plainName).filter((name) => IDENTIFIER.test(name)));
  return [...words].filter((word) => regionsNamed(word, catalog).length === 1);
}

/** Lists the names in the labels: "India (Mumbai, Delhi)" holds itself, "India", "Mumbai" and "Delhi". */
function placesOf({ id, label, labelZh }: CatalogRegion): readonly string[] {
  const labels = [label, labelZh].flatMap((text) => [text, ...text.split(SEPARATORS)]);
  return [...labels, ...(OTHER_PLACE_NAMES[id] ?? [])];
}

/** Returns the region of another city in its country: Hanoi in Vietnam's. */
function regionOfCity(name: string, { regions }: Catalog): CatalogRegion | undefined {
  const [city = ''] = name.split(SEPARATORS);
  return [...regions.values()].find(({ id }) =>
    OTHER_CITIES[id]?.some((each) => namesOfPlace(each).includes(plainName(city))),
  );
}

function countriesOf({ country }: CatalogRegion): readonly string[] {
  return country === undefined ? [] : [country, ...countryNames(country)];
}
