import type { Notes, Path } from '../reading/notes.ts';
import { isMap } from '../reading/structure.ts';
import type { Catalog, Labels } from './catalog.ts';
import { OTHER_LINE_NAMES } from './other-names.ts';

type Names = ReadonlyMap<string, Labels>;

/**
 * Returns a scenario as written with lines, hauls and devices by their ids where they are called by a label, or by an id in other
 * letters, or by an everyday name: "固定宽带", "Fixed" and "fibre" become fixed. A name that may mean several stays as it is.
 */
export function withLineNames(value: unknown, catalog: Catalog, notes: Notes): unknown {
  if (!isMap(value)) return value;
  const access = new Map([...catalog.access, ...catalog.byHour.access, ...catalog.presets]);
  const hauls = new Map([...catalog.hauls, ...catalog.byHour.hauls]);
  const { broadcast, regions, variants } = value;
  const sent = { firstMile: catalog.firstMiles, haul: hauls };
  const withNames = (entry: unknown, path: Path, names: Readonly<Record<string, Names>>) => {
    if (!isMap(entry)) return entry;
    const named = Object.entries(names).flatMap(([key, known]) =>
      entry[key] === undefined
        ? []
        : [[key, nameOrExtended(entry[key], known, { path: [...path, key], notes })] as const],
    );
    return { ...entry, ...Object.fromEntries(named) };
  };
  return {
    ...value,
    ...(isMap(broadcast) && {
      broadcast: withNames(broadcast, ['broadcast'], sent),
    }),
    ...(isMap(variants) && {
      variants: Object.fromEntries(
        Object.entries(variants).map(([name, variant]) => [name, withNames(variant, ['variants', name], sent)]),
      ),
    }),
    ...(Array.isArray(regions) && {
      regions: regions.map((entry: unknown, i) =>
        withNames(entry, ['regions', i], { access, haul: hauls, device: catalog.devices }),
      ),
    }),
  };
}

interface Place {
  readonly path: Path;
  readonly notes: Notes;
}

function nameOrExtended(written: unknown, known: Names, { path, notes }: Place): unknown {
  if (typeof written === 'string') return lineNamed(written, known, { path, notes }) ?? written;
  return isMap(written) && typeof written.extends === 'string'
    ? {
        ...written,
        extends: lineNamed(written.extends, known, { path: [...path, 'extends'], notes }) ?? written.extends,
      }
    : written;
}

/**
 * Returns the one name that a text means by its letters, its label, an everyday name, or the Chinese characters of its label; else
 * undefined. Warns of an everyday name: what it stands for is our choice.
 */
function lineNamed(written: string, known: Names, { path, notes }: Place): string | undefined {
  if (known.has(written)) return written;
  const wanted = plain(written);
  // A slash stands between a region's id and a short name.
  if (wanted === '' || written.includes('/')) return undefined;
  const equal = [...known].filter(([name, labels]) => formsOf(name, labels).includes(wanted));
  const everyday = [...known].filter(([name]) => OTHER_LINE_NAMES[name]?.some((other) => plain(other) === wanted));
  const inLabel = [...known].filter(([, { labelZh }]) => hasAllOf(labelZh, wanted));
  const found = [equal, everyday, inLabel].find(({ length }) => length > 0) ?? [];
  const [name] = found[0] ?? [];
  if (found.length !== 1 || name === undefined) return undefined;
  if (found === everyday) notes.warnings.push({ path, text: `${written} is taken as ${name}` });
  return name;
}

function formsOf(name: string, { label, labelZh }: Labels): readonly string[] {
  return [name, label, labelZh].map(plain);
}

/** Returns whether a label has every character of a Chinese name, in any order: "晚高峰移动网络". One alone says too little. */
function hasAllOf(labelZh: string, wanted: string): boolean {
  return /^\p{Script=Han}{2,}$/u.test(wanted) && [...wanted].every((each) => labelZh.includes(each));
}

/** Returns a name without what writers differ in: case, width, spaces and punctuation. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '');
}
