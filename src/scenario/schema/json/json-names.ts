import type { Catalog, Labels } from '../../catalog/catalog.ts';
import { OTHER_LINE_NAMES } from '../../catalog/other-names.ts';
import { placeWords } from '../../catalog/region-names.ts';
import { at, type Json, when } from './json-node.ts';

/** Adds the catalog's names as completions. Any text stays valid, since a scenario may bring a catalog of its own. */
export function offerNames(schema: Json, catalog: Catalog): void {
  const broadcast = at(schema, 'properties', 'broadcast', 'properties');
  const region = at(schema, 'properties', 'regions', 'items', 'properties');
  const access = [...catalog.access, ...byHour(catalog.byHour.access), ...catalog.presets];
  const hauls = [...catalog.hauls, ...byHour(catalog.byHour.hauls)];
  offer(at(broadcast, 'firstMile', 'anyOf', '0'), catalog.firstMiles);
  offer(at(broadcast, 'haul', 'anyOf', '0'), hauls);
  at(schema, '$defs').place = place(catalog);
  offer(at(region, 'region'), catalog.regions);
  const regionName = at(region, 'region');
  regionName.anyOf = [...(regionName.anyOf as readonly Json[]), PLACE];
  offer(at(region, 'access', 'anyOf', '0'), access);
  offer(at(region, 'haul', 'anyOf', '0'), hauls);
  offer(at(region, 'device'), catalog.devices);
  offer(at(schema, '$defs', 'placed-line', 'properties', 'extends'), [...access, ...catalog.firstMiles]);
  offer(at(schema, '$defs', 'placed-haul', 'properties', 'extends'), hauls);
}

const PLACE: Json = { $ref: '#/$defs/place' };

/**
 * Returns the schema of a place by its name in any case. A text that cannot be an id passes: whether such a place exists only
 * `check` knows (region-names.ts).
 */
function place(catalog: Catalog): Json {
  return { type: 'string', pattern: `^(${placeWords(catalog).map(anyCase).join('|')})$|[^A-Za-z0-9_-]` };
}

const byHour = (rules: ReadonlyMap<string, unknown>) =>
  [...rules.keys()].map((name) => [name, { label: 'by the hour of the airtime' }] as const);

/** Puts names, each with its label, before the text that the schema allows anyway. */
function offer(schema: Json, names: Iterable<readonly [string, Pick<Labels, 'label'>]>): void {
  const { description, ...text } = schema;
  const listed = [...names];
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, {
    ...(description !== undefined && { description }),
    anyOf: [
      { enum: listed.map(([name]) => name), markdownEnumDescriptions: listed.map(([, { label }]) => label) },
      text,
    ],
  });
}

/**
 * Returns the conditions on names: only those of the catalog unless the scenario brings its own, and hauls by the hour only
 * with an airtime.
 */
export function requireNames(catalog: Catalog): readonly Json[] {
  const ownName = { properties: { id: { not: { const: 'all' } }, region: { not: { const: 'all' } } } };
  return [
    when({ not: { required: ['catalog'] } }, { allOf: [knownNames(catalog), placedRegions(catalog)] }),
    { properties: { regions: { items: ownName } } },
  ];
}

const alternatives = (names: Iterable<string>) => [...names].map((name) => name.replace(/[.]/g, '\\.')).join('|');

/**
 * Returns a pattern for a short name ("fixed") or the full name of any region's ("sea-id/fixed"). A text that cannot be an id passes:
 * whether it is the label of such a line only `check` knows (line-names.ts).
 */
function named(kinds: Iterable<string>, { regions }: Catalog, more: Iterable<string> = []): Json {
  const all = alternatives(kinds);
  const short = withEveryday([...kinds, ...more])
    .map(anyCase)
    .join('|');
  return { pattern: `^((${alternatives(regions.keys())})/(${all})|${short})$|${NO_ID}` };
}

/** Adds the everyday names of lines and devices that line-names.ts reads. */
function withEveryday(names: readonly string[]): readonly string[] {
  return [...names, ...names.flatMap((name) => OTHER_LINE_NAMES[name] ?? [])];
}

const NO_ID = '[^A-Za-z0-9./_-]';

/** Returns a pattern for a name in any case, with or without hyphens, as "Direct_Day". */
function anyCase(name: string): string {
  return name
    .replace(/[.]/g, String.raw`\.`)
    .replace(/[- ]/g, '[_-]?')
    .replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
}

/** Applies a condition on a name to the name itself, or to the one that a profile written in place extends. */
function nameOrExtended(name: Json): Json {
  return when({ type: 'string' }, name, { properties: { extends: name } });
}

function knownNames(catalog: Catalog): Json {
  const access = named([...catalog.access.keys(), ...catalog.byHour.access.keys()], catalog, catalog.presets.keys());
  const haul = named([...catalog.hauls.keys(), ...catalog.byHour.hauls.keys()], catalog);
  const oneOf = (names: Iterable<string>): Json => ({
    pattern: `^(${withEveryday([...names])
      .map(anyCase)
      .join('|')})$|${NO_ID}`,
  });
  const firstMile = oneOf(catalog.firstMiles.keys());
  const device = oneOf(catalog.devices.keys());
  return {
    properties: {
      broadcast: { properties: { firstMile: nameOrExtended(firstMile), haul: nameOrExtended(haul) } },
      regions: {
        items: {
          properties: {
            access: nameOrExtended(access),
            haul: nameOrExtended(haul),
            device,
          },
        },
      },
    },
  };
}

/**
 * Requires a region that the catalog does not have to bring access and haul: profiles in place, presets, or another region's by
 * full name. The haul may be the broadcast's (resolve-regions.ts).
 */
function placedRegions(catalog: Catalog): Json {
  const placeless = { pattern: `^(.*/.*|${alternatives(catalog.presets.keys())})$` };
  const brought = nameOrExtended(placeless);
  const known = { properties: { region: { anyOf: [{ enum: [...catalog.regions.keys()] }, PLACE] } } };
  const items = (required: readonly string[]) => ({
    properties: {
      regions: { items: when({ not: known }, { required, properties: { access: brought, haul: brought } }) },
    },
  });
  const isHaulShared = {
    required: ['broadcast'],
    properties: { broadcast: { required: ['haul'], properties: { haul: nameOrExtended({ pattern: '/' }) } } },
  };
  return when(isHaulShared, items([]), items(['haul']));
}
