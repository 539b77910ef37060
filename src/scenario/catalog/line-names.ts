import { isMap } from '../reading/structure.ts';
import type { Catalog, Labels } from './catalog.ts';

type Names = ReadonlyMap<string, Labels>;

/**
 * Returns a scenario as written with lines, hauls and devices by their ids where they are called by a label, or by an id in other
 * letters: "固定宽带" and "Fixed" become fixed. A name that may mean several, "移动网络", stays as it is.
 */
export function withLineNames(value: unknown, catalog: Catalog): unknown {
  if (!isMap(value)) return value;
  const access = new Map([...catalog.access, ...catalog.byHour.access, ...catalog.presets]);
  const hauls = new Map([...catalog.hauls, ...catalog.byHour.hauls]);
  const { broadcast, regions } = value;
  return {
    ...value,
    ...(isMap(broadcast) && { broadcast: withNames(broadcast, { firstMile: catalog.firstMiles, haul: hauls }) }),
    ...(Array.isArray(regions) && {
      regions: regions.map((entry: unknown) =>
        isMap(entry) ? withNames(entry, { access, haul: hauls, device: catalog.devices }) : entry,
      ),
    }),
  };
}

function withNames(map: Record<PropertyKey, unknown>, names: Readonly<Record<string, Names>>): unknown {
  const named = Object.entries(names).flatMap(([key, known]) =>
    map[key] === undefined ? [] : [[key, nameOrExtended(map[key], known)] as const],
  );
  return { ...map, ...Object.fromEntries(named) };
}

function nameOrExtended(written: unknown, known: Names): unknown {
  if (typeof written === 'string') return lineNamed(written, known) ?? written;
  return isMap(written) && typeof written.extends === 'string'
    ? { ...written, extends: lineNamed(written.extends, known) ?? written.extends }
    : written;
}

/** Returns the one name that a text means by its letters, its label, or the Chinese characters of its label; else undefined. */
function lineNamed(written: string, known: Names): string | undefined {
  if (known.has(written)) return written;
  const wanted = plain(written);
  // A slash stands between a region's id and a short name.
  if (wanted === '' || written.includes('/')) return undefined;
  const equal = [...known].filter(([name, labels]) => formsOf(name, labels).includes(wanted));
  const found = equal.length > 0 ? equal : [...known].filter(([, { labelZh }]) => hasAllOf(labelZh, wanted));
  return found.length === 1 ? found[0]?.[0] : undefined;
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
