import type { Segment } from '../../model/scenario/network.ts';
import { type CatalogProfile, segmentOfCatalogLine } from '../catalog/catalog.ts';
import { fullName, kindAtAirtime, type Names, noteUnknownName, type Written } from '../catalog/catalog-names.ts';
import { extendedName, segmentOfWrittenLine } from '../profiles/written-profile.ts';
import { diagnostic, type Path } from '../reading/notes.ts';
import { isRecord } from '../reading/structure.ts';
import type { WrittenLine } from '../schema/profiles.ts';

/** What access left out means in a scenario with an airtime: most viewers abroad watch on a phone. */
const ACCESS_BY_DEFAULT = 'mobile';

/**
 * The last mile of a region: a line written in place, a profile of this region or of another by its full name, a preset,
 * or a name by the hour. `zone` is that of the region's entry. Undefined when wrong, which is then in the notes.
 */
export function resolveAccess({ value, path }: Written, { region, zone }: At, names: Names): Segment | undefined {
  const { notes } = names;
  const at = { region, zone };
  if (isRecord(value)) {
    const named = extendedName(value, path);
    const base = named && accessCalled(named.name, named.path, at, names);
    return named !== undefined && base === undefined
      ? undefined
      : segmentOfWrittenLine({ value, path, base }, 'viewer', notes);
  }
  if (value === undefined && names.airtime.type === 'none') {
    const known = [...(names.catalog.regions.get(region)?.access ?? names.catalog.access).keys()];
    const expected = `one of ${known.join(', ')}, a preset, a line written in place, or an \`airtime\` to pick it by`;
    notes.diagnostics.push(diagnostic(path, expected, 'nothing'));
    return undefined;
  }
  const name = value === undefined ? ACCESS_BY_DEFAULT : value;
  const profile = typeof name === 'string' ? accessCalled(name, path, at, names) : undefined;
  return profile && segmentOfCatalogLine(profile, 'viewer');
}

interface At {
  readonly region: string;
  readonly zone: string | undefined;
}

/** Undefined when no line is called so here, which is then in the notes. */
function accessCalled(
  name: string,
  path: Path,
  { region, zone }: At,
  names: Names,
): CatalogProfile<WrittenLine> | undefined {
  const { catalog, notes } = names;
  const { place, kind } = fullName(name, region);
  const here = catalog.regions.get(place);
  const known = [...(here?.access ?? catalog.access).keys()];
  // A profile that a region itself calls so goes before the rule.
  const rule = here === undefined || here.access.has(kind) ? undefined : catalog.byHour.access.get(kind);
  const clock = { zone: zone ?? catalog.regions.get(region)?.zone ?? here?.zone, where: 'there' };
  const picked = rule === undefined ? kind : kindAtAirtime(rule, { name, path, known }, clock, names);
  if (picked === undefined) return undefined;
  const profile = here?.access.get(picked) ?? catalog.presets.get(name);
  if (profile !== undefined) return profile;
  noteUnknownName(
    { name, path, known: [...known, ...catalog.byHour.access.keys()] },
    {
      picked,
      forms: 'a preset (see `longhaul catalog`), or a line written in place',
      others: [...catalog.presets.keys()],
    },
    notes,
  );
  return undefined;
}
