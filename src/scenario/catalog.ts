import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { Segment } from '../model/network.ts';
import { type LineEnd, linkProfilesOfHaul, linkProfilesOfLine } from './link-profiles.ts';
import { catalogFileSchemas, type WrittenCatalogRegion } from './schema/catalog.ts';
import type { WrittenHaul, WrittenLine } from './schema/profiles.ts';

/** A profile with a name, and for each of its fields where the number comes from. */
export interface CatalogProfile<W> {
  /** "sea-id/mobile-peak", "sea-id/accelerated", "cn-studio-fibre". */
  readonly name: string;
  readonly label: string;
  readonly labelZh: string;
  readonly written: W;
  /** Field to source in words; [key] cites the catalog's references. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface CatalogRegion {
  readonly id: string;
  readonly label: string;
  readonly labelZh: string;
  /** By short name: accelerated, direct-day, direct-evening. */
  readonly hauls: ReadonlyMap<string, CatalogProfile<WrittenHaul>>;
  /** By short name: fixed, mobile-good, mobile-peak. */
  readonly access: ReadonlyMap<string, CatalogProfile<WrittenLine>>;
}

export interface Catalog {
  readonly regions: ReadonlyMap<string, CatalogRegion>;
  readonly firstMiles: ReadonlyMap<string, CatalogProfile<WrittenLine>>;
  readonly haulNames: readonly string[];
  readonly accessNames: readonly string[];
  /** What [key] in a source stands for. */
  readonly references: Readonly<Record<string, string>>;
}

const FOLDER = new URL('../../scenarios/catalog/', import.meta.url);

/** Reads scenarios/catalog. It ships with longhaul: if it cannot be read, that is a defect, not bad input. */
export async function loadCatalog(): Promise<Catalog> {
  const sources = catalogFileSchemas.sources.parse(await readYaml('sources.yaml'));
  const regions = catalogFileSchemas.regions.parse(await readYaml('regions.yaml'));
  const { firstMiles } = catalogFileSchemas.firstMiles.parse(await readYaml('first-miles.yaml'));
  const sourcesOf = (kind: string) => sources.profiles[kind] ?? {};

  const haulsOf = (id: string, { hauls, edge, mainland }: WrittenCatalogRegion) =>
    new Map(
      Object.entries(hauls).map(([kind, written]) => {
        const made = `edge ${edge.rtt} ms: ${edge.source}; mainland ${mainland.rtt} ms: ${mainland.source}`;
        const rtt = `${sourcesOf(kind).rtt ?? ''} (${made})`;
        const names = namesOf(id, kind, regions.hauls);
        return [kind, { ...names, written, sources: { ...sourcesOf(kind), rtt } }];
      }),
    );
  const accessOf = (id: string, { access }: WrittenCatalogRegion) =>
    new Map(
      Object.entries(access).map(([kind, written]) => [
        kind,
        { ...namesOf(id, kind, regions.access), written, sources: sourcesOf(kind) },
      ]),
    );

  return {
    regions: new Map(
      Object.entries(regions.regions).map(([id, region]) => [
        id,
        { id, label: region.label, labelZh: region.labelZh, hauls: haulsOf(id, region), access: accessOf(id, region) },
      ]),
    ),
    firstMiles: new Map(
      Object.entries(firstMiles).map(([name, { profile, label, labelZh }]) => [
        name,
        { name, label, labelZh, written: profile, sources: sourcesOf(name) },
      ]),
    ),
    haulNames: Object.keys(regions.hauls),
    accessNames: Object.keys(regions.access),
    references: sources.references,
  };
}

function namesOf(region: string, kind: string, kinds: Readonly<Record<string, { label: string; labelZh: string }>>) {
  const { label = kind, labelZh = kind } = kinds[kind] ?? {};
  return { name: `${region}/${kind}`, label, labelZh };
}

async function readYaml(name: string): Promise<unknown> {
  return parse(await readFile(new URL(name, FOLDER), 'utf8'));
}

export function segmentOfCatalogLine({ name, label, written }: CatalogProfile<WrittenLine>, end: LineEnd): Segment {
  return { profile: name, label, ...linkProfilesOfLine(written, end) };
}

export function segmentOfCatalogHaul({ name, label, written }: CatalogProfile<WrittenHaul>): Segment {
  return { profile: name, label, ...linkProfilesOfHaul(written) };
}
