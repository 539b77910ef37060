import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { catalogSchema } from '../schema/catalog.ts';
import type { Catalog } from './catalog.ts';
import { extendCatalog } from './extend-catalog.ts';

const FOLDER = new URL('../../../scenarios/catalog/', import.meta.url);
const FILES = [
  'sources.yaml',
  'regions.yaml',
  'first-miles.yaml',
  'presets.yaml',
  'devices.yaml',
  'airtime.yaml',
] as const;

const EMPTY: Catalog = {
  regions: new Map(),
  firstMiles: new Map(),
  presets: new Map(),
  devices: new Map(),
  hauls: new Map(),
  access: new Map(),
  byHour: { access: new Map(), hauls: new Map() },
  references: {},
};

let loading: Promise<Catalog> | undefined;

/** Returns the catalog in scenarios/catalog, which is read once a process: parsing takes most of the time to load a scenario. */
export function loadCatalog(): Promise<Catalog> {
  loading ??= readCatalog();
  return loading;
}

/** Reads the catalog. It ships with longhaul, so a file that cannot be read is a defect, not bad input. */
async function readCatalog(): Promise<Catalog> {
  const parts = await Promise.all(FILES.map(async (name) => parse(await readFile(new URL(name, FOLDER), 'utf8'))));
  const raw: unknown = Object.assign({}, ...parts);
  return extendCatalog(EMPTY, { value: catalogSchema.parse(raw), raw, placeOf: () => 'no source' });
}
