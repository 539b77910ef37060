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

/** Reads the catalog in scenarios/catalog. It ships with longhaul, so a file that cannot be read is a defect, not bad input. */
export async function loadCatalog(): Promise<Catalog> {
  const parts = await Promise.all(FILES.map(async (name) => parse(await readFile(new URL(name, FOLDER), 'utf8'))));
  const raw: unknown = Object.assign({}, ...parts);
  return extendCatalog(EMPTY, { value: catalogSchema.parse(raw), raw, placeOf: () => 'no source' });
}
