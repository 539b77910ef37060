import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { Device } from '../../model/scenario/device.ts';
import type { Segment } from '../../model/scenario/network.ts';
import type { HourRule } from '../airtime/airtime.ts';
import type { LineEnd } from '../profiles/directed.ts';
import { linkProfilesOfHaul, linkProfilesOfLine } from '../profiles/link-profiles.ts';
import { catalogSchema } from '../schema/catalog.ts';
import type { WrittenHaul, WrittenLine } from '../schema/profiles.ts';
import { extendCatalog } from './extend-catalog.ts';

export interface Labels {
  readonly label: string;
  readonly labelZh: string;
}

/** A device, with its fields as they are written and where each number comes from. */
export interface CatalogDevice extends Device {
  readonly texts: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, string>>;
}

/** A profile with a name, and for each of its fields where the number comes from. */
export interface CatalogProfile<W> extends Labels {
  /** "sea-id/mobile-peak", "sea-id/accelerated", "cn-studio-fibre", "wpt-3g-fast". */
  readonly name: string;
  readonly written: W;
  /** Field to its value as it is written: "120 ms", "out 0.5 % / back 2 %". */
  readonly texts: Readonly<Record<string, string>>;
  /** Field to source in words; [key] cites the catalog's references. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface CatalogRegion extends Labels {
  readonly id: string;
  /** ISO 3166 code: "ID". */
  readonly country: string | undefined;
  /** IANA name: "Asia/Jakarta". */
  readonly zone: string | undefined;
  /** By short name: accelerated, direct-day, direct-evening. */
  readonly hauls: ReadonlyMap<string, CatalogProfile<WrittenHaul>>;
  /** By short name: fixed, mobile-good, mobile-peak. */
  readonly access: ReadonlyMap<string, CatalogProfile<WrittenLine>>;
}

export interface Catalog {
  readonly regions: ReadonlyMap<string, CatalogRegion>;
  readonly firstMiles: ReadonlyMap<string, CatalogProfile<WrittenLine>>;
  /** Access lines that belong to no region. */
  readonly presets: ReadonlyMap<string, CatalogProfile<WrittenLine>>;
  readonly devices: ReadonlyMap<string, CatalogDevice>;
  /** The short names that regions use, with what they mean. */
  readonly hauls: ReadonlyMap<string, Labels>;
  readonly access: ReadonlyMap<string, Labels>;
  /** Short names that mean one profile or another by the hour: access `mobile`, haul `direct`. */
  readonly byHour: {
    readonly access: ReadonlyMap<string, HourRule>;
    readonly hauls: ReadonlyMap<string, HourRule>;
  };
  /** What [key] in a source stands for. */
  readonly references: Readonly<Record<string, string>>;
}

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

/** Reads scenarios/catalog. It ships with longhaul: if it cannot be read, that is a defect, not bad input. */
export async function loadCatalog(): Promise<Catalog> {
  const parts = await Promise.all(FILES.map(async (name) => parse(await readFile(new URL(name, FOLDER), 'utf8'))));
  const raw: unknown = Object.assign({}, ...parts);
  return extendCatalog(EMPTY, { value: catalogSchema.parse(raw), raw, placeOf: () => 'no source' });
}

/** As model and result carry them: the Chinese label only where it is one of its own. */
export function shownLabels({ label, labelZh }: Labels): { readonly label: string; readonly labelZh?: string } {
  return labelZh === label ? { label } : { label, labelZh };
}

export function segmentOfCatalogLine({ name, written, ...labels }: CatalogProfile<WrittenLine>, end: LineEnd): Segment {
  return { profile: name, ...shownLabels(labels), ...linkProfilesOfLine(written, end) };
}

export function segmentOfCatalogHaul({ name, written, ...labels }: CatalogProfile<WrittenHaul>): Segment {
  return { profile: name, ...shownLabels(labels), ...linkProfilesOfHaul(written) };
}
