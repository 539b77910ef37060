import type { Catalog, Labels } from '../catalog/catalog.ts';
import { at, type Json, when } from './json-node.ts';

/** Names of the catalog as completions, where any text is still right: a scenario may bring a catalog of its own. */
export function offerNames(schema: Json, catalog: Catalog): void {
  const broadcast = at(schema, 'properties', 'broadcast', 'properties');
  const region = at(schema, 'properties', 'regions', 'items', 'properties');
  const access = [...catalog.access, ...byHour(catalog.byHour.access), ...catalog.presets];
  const hauls = [...catalog.hauls, ...byHour(catalog.byHour.hauls)];
  offer(at(broadcast, 'firstMile', 'anyOf', '0'), catalog.firstMiles);
  offer(at(broadcast, 'haul', 'anyOf', '0'), hauls);
  offer(at(region, 'region'), catalog.regions);
  offer(at(region, 'access', 'anyOf', '0'), access);
  offer(at(region, 'haul', 'anyOf', '0'), hauls);
  offer(at(region, 'device'), catalog.devices);
  offer(at(schema, '$defs', 'placed-line', 'properties', 'extends'), [...access, ...catalog.firstMiles]);
  offer(at(schema, '$defs', 'placed-haul', 'properties', 'extends'), hauls);
}

const byHour = (rules: ReadonlyMap<string, unknown>) =>
  [...rules.keys()].map((name) => [name, { label: 'by the hour of the airtime' }] as const);

/** Each with its label in words, before the text that the schema allows anyhow. */
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

/** Conditions under which other names are refused: without a catalog of the scenario's own, and by the hour only with an airtime. */
export function requireNames(catalog: Catalog): readonly Json[] {
  const ownName = { properties: { id: { not: { const: 'all' } }, region: { not: { const: 'all' } } } };
  return [
    when({ not: { required: ['catalog'] } }, { allOf: [knownNames(catalog), placedRegions(catalog)] }),
    when({ not: { anyOf: [{ required: ['airtime'] }, { required: ['catalog'] }] } }, withoutHours(catalog)),
    { properties: { regions: { items: ownName } } },
  ];
}

const list = (names: Iterable<string>) => [...names].map((name) => name.replace(/[.]/g, '\\.')).join('|');

/** "fixed", or of another region "sea-id/fixed". */
function named(kinds: Iterable<string>, { regions }: Catalog, more: Iterable<string> = []): Json {
  const all = list([...kinds]);
  const others = list([...more]);
  return { pattern: `^((${list(regions.keys())})/(${all})|${all}${others === '' ? '' : `|${others}`})$` };
}

/** A name, or a profile written in place that extends one. */
function nameOrExtended(name: Json): Json {
  return when({ type: 'string' }, name, { properties: { extends: name } });
}

function knownNames(catalog: Catalog): Json {
  const access = named([...catalog.access.keys(), ...catalog.byHour.access.keys()], catalog, catalog.presets.keys());
  const haul = named([...catalog.hauls.keys(), ...catalog.byHour.hauls.keys()], catalog);
  const firstMile = { enum: [...catalog.firstMiles.keys()] };
  return {
    properties: {
      broadcast: { properties: { firstMile: nameOrExtended(firstMile), haul: nameOrExtended(haul) } },
      regions: {
        items: {
          properties: {
            access: nameOrExtended(access),
            haul: nameOrExtended(haul),
            device: { enum: [...catalog.devices.keys()] },
          },
        },
      },
    },
  };
}

/**
 * A region that the catalog does not know has to bring its way: profiles in place, presets, or another region's by full name,
 * for access and for the haul, which may be the broadcast's (resolve-regions.ts).
 */
function placedRegions(catalog: Catalog): Json {
  const placeless = { pattern: `^(.*/.*|${list(catalog.presets.keys())})$` };
  const brought = nameOrExtended(placeless);
  const known = { properties: { region: { enum: [...catalog.regions.keys()] } } };
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

/** Without an airtime nothing says which hour it is: names by the hour mean nothing, and access has no default. */
function withoutHours({ byHour: rules }: Catalog): Json {
  const hourless = (names: Iterable<string>) => nameOrExtended({ not: { pattern: `^(.*/)?(${list(names)})$` } });
  const haul = hourless(rules.hauls.keys());
  return {
    properties: {
      broadcast: { properties: { haul } },
      regions: { items: { required: ['access'], properties: { access: hourless(rules.access.keys()), haul } } },
    },
  };
}
