import { describeValue, diagnostic, type Notes, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import type { Catalog, CatalogRegion } from './catalog.ts';
import { countryNames } from './catalog-entry.ts';
import { needsRegion } from './catalog-names.ts';
import { regionHint } from './name-hint.ts';
import { OTHER_PLACE_NAMES } from './other-names.ts';

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
  const renamed = new Map<string, string>();
  const regions = value.regions.map((entry: unknown, index) => {
    if (!isRecord(entry) || typeof entry.region !== 'string' || catalog.regions.has(entry.region)) return entry;
    const { region: name, access, haul = sharedHaul } = entry;
    const isPlaced = [access, haul].every((each) => each !== undefined && !needsRegion(each, catalog));
    if (isPlaced) return entry;
    const [found, ...others] = regionsNamed(name, catalog);
    if (found !== undefined && others.length === 0) {
      if (entry.id === undefined) renamed.set(name, found);
      return { ...entry, region: found };
    }
    if (IDENTIFIER.test(name) && found === undefined) return entry;
    const all = [...catalog.regions.values()].map((region) => `${region.id} ${labelLike(name, region)}`).join(', ');
    const expected =
      found === undefined
        ? expectedRegion(all)
        : `one of ${[found, ...others].map((id) => `${id} (${labelLike(name, catalog.regions.get(id))})`).join(', ')}`;
    const got =
      found === undefined
        ? `the unknown region ${describeValue(name)}`
        : `${describeValue(name)}, which is all of them`;
    const hint = found === undefined ? regionHint(name, catalog) : undefined;
    notes.diagnostics.push(diagnostic(['regions', index, 'region'], expected, got, hint));
    // Nothing else is to be said of this entry: stand in a region that the catalog has.
    const [standIn = name] = catalog.regions.keys();
    const id = entry.id ?? `unknown-${index + 1}`;
    if (entry.id === undefined) renamed.set(name, String(id));
    return { ...entry, region: standIn, id };
  });
  const ids = regions.flatMap((entry) => (isRecord(entry) ? [entry.id ?? entry.region] : []));
  const idOf = (name: string): string => {
    if (ids.includes(name)) return name;
    const [found, ...others] = regionsNamed(name, catalog);
    return renamed.get(name) ?? (found !== undefined && others.length === 0 && ids.includes(found) ? found : name);
  };
  // The schema refuses a list, as a list.
  const hasBudgets = isRecord(value.budgets) && !Array.isArray(value.budgets);
  const budgets = hasBudgets ? Object.entries(value.budgets as object) : [];
  const budgetNames = new Map<string, string>();
  for (const [name] of budgets) {
    const id = idOf(name);
    const first = budgetNames.get(id);
    if (first === undefined) budgetNames.set(id, name);
    else
      notes.diagnostics.push(diagnostic(['budgets', id], 'each region once', `"${first}" and "${name}", the same one`));
  }
  const named = {
    ...value,
    regions,
    ...(hasBudgets && {
      budgets: Object.fromEntries(budgets.map(([name, each]) => [idOf(name), each])),
    }),
    ...(Array.isArray(value.events) && {
      events: value.events.map((event: unknown) => {
        if (!isRecord(event)) return event;
        const places = (['haul', 'access'] as const).flatMap((place) => {
          const name = event[place];
          return typeof name === 'string' ? [[place, idOf(name)]] : [];
        });
        return { ...event, ...Object.fromEntries(places) };
      }),
    }),
  };
  return {
    value: named,
    writtenPath: (path) => {
      const [top, id, ...rest] = path;
      const name = top === 'budgets' && typeof id === 'string' ? budgetNames.get(id) : undefined;
      return name === undefined ? path : ['budgets', name, ...rest];
    },
  };
}

/** Describes what a region's name may be; `all` lists the catalog's. */
export function expectedRegion(all: string): string {
  return `a region of the catalog (${all}), or one of your own such as {region: my-city, haul: {rtt: 40 ms}, access: {rtt: 10 ms, down: 50 Mbps}}`;
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
  const wanted = plain(name);
  const found = [...regions.values()];
  const byPlace = found.filter((region) => placesOf(region).some((place) => plain(place) === wanted));
  const named =
    byPlace.length > 0
      ? byPlace
      : found.filter((region) => countriesOf(region).some((country) => plain(country) === wanted));
  return named.map(({ id }) => id);
}

/** Lists the names that mean one region, as far as an id could be written so, without case, accents and spaces. */
export function placeWords(catalog: Pick<Catalog, 'regions'>): readonly string[] {
  const names = [...catalog.regions.values()].flatMap((region) => [...placesOf(region), ...countriesOf(region)]);
  const words = new Set(names.map(plain).filter((name) => IDENTIFIER.test(name)));
  return [...words].filter((word) => regionsNamed(word, catalog).length === 1);
}

/** Lists the names in the labels: "India (Mumbai, Delhi)" holds itself, "India", "Mumbai" and "Delhi". */
function placesOf({ id, label, labelZh }: CatalogRegion): readonly string[] {
  const labels = [label, labelZh].flatMap((text) => [text, ...text.split(SEPARATORS)]);
  return [...labels, ...(OTHER_PLACE_NAMES[id] ?? [])];
}

function countriesOf({ country }: CatalogRegion): readonly string[] {
  return country === undefined ? [] : [country, ...countryNames(country)];
}

/** Returns a name without what writers differ in: case, accents, spaces. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}\s]/gu, '')
    .toLowerCase();
}
