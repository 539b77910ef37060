import { didYouMean, didYouMeanAny } from '../reading/nearest.ts';
import type { Catalog, CatalogRegion, Labels } from './catalog.ts';
import { countryNames } from './catalog-entry.ts';
import { NEAR_PLACES } from './other-places.ts';
import { plainName } from './plain-name.ts';

/** Most regions in one hint. */
const MAX_REGIONS = 3;

/**
 * Suggests the regions that an unknown name meant: "jakar" is sea-id by its label, "us-la" na-west by its country and its city's
 * initials, "Jakata" a place with a typo. Undefined if none is close.
 */
export function regionHint(name: string, { regions }: Catalog): string | undefined {
  if (name.trim() === '') return undefined;
  const typo = didYouMean(name, [...regions.keys()]);
  if (typo !== undefined) return typo;
  const all = [...regions.values()];
  const near = all.find(({ id }) => NEAR_PLACES[id]?.some((place) => namesOfPlace(place).includes(plainName(name))));
  if (near !== undefined)
    return `the nearest with figures is ${near.label}: {region: ${near.id}, id: ${idFor(name, near)}}`;
  const whole = all.filter(({ label, labelZh }) => [label, labelZh].some((each) => includes(each, name)));
  const parts = name.split(/[-_\s/]+/).filter((part) => part !== '');
  const matches = all.map((region) => ({ region, count: parts.filter((part) => isPartOf(part, region)).length }));
  const most = Math.max(...matches.map(({ count }) => count));
  const byParts = most === 0 ? [] : matches.filter(({ count }) => count === most).map(({ region }) => region);
  // Where every part is a word, letters inside another are chance: "us" is in Australia.
  const isWords = parts.length > 0 && most === parts.length;
  const found = (whole.length > 0 && !isWords ? whole : byParts).slice(0, MAX_REGIONS);
  if (found.length === 0) {
    const places = all.flatMap(({ label, labelZh = '' }) => `${label} ${labelZh}`.split(/[\s()（）、，,]+/));
    return didYouMean(name, places);
  }
  return `did you mean ${found.map(({ id, label }) => `\`${id}\`, ${label}`).join(', or ')}?`;
}

/** Returns the names of a city, or those of a country by its ISO code. */
export function namesOfPlace(place: string): readonly string[] {
  const names = /^[A-Z]{2}$/.test(place) ? countryNames(place) : [place];
  return names.map(plainName);
}

/** Returns an id for a place whose region may be there already. */
function idFor(name: string, { id }: CatalogRegion): string {
  const own = plainName(name);
  return /^[a-z0-9]{1,32}$/.test(own) ? own : `${id}-2`;
}

function includes(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

/** Returns whether a part of a name is the region's country code, a word of its label, or the initials of its city. */
function isPartOf(part: string, { label, country }: CatalogRegion): boolean {
  const lower = part.toLowerCase();
  const words = label.toLowerCase().split(/[\s()]+/);
  const city = /\(([^)]*)\)/.exec(label)?.[1] ?? '';
  const initials = city.split(/\s+/).map((word) => word[0]?.toLowerCase() ?? '');
  return (
    country?.toLowerCase() === lower || words.includes(lower) || (initials.length > 1 && initials.join('') === lower)
  );
}

/** Returns whether a Chinese label has every character of what was written, in any order: "晚高峰移动网络". */
function hasCharacters(label: string, written: string): boolean {
  const wanted = written.match(/\p{Script=Han}/gu) ?? [];
  return wanted.length > 1 && wanted.length === [...written].length && wanted.every((each) => label.includes(each));
}

/**
 * Suggests the names that an unknown line or haul meant: typos first, then those whose label in English or Chinese has the words
 * in it, "4G", "固定宽带". Undefined if none is close.
 */
export function profileHint(
  written: string,
  names: readonly string[],
  labels: ReadonlyMap<string, Labels>,
): string | undefined {
  if (written.trim() === '') return undefined;
  const byName = didYouMeanAny(written, names);
  if (byName !== undefined) return byName;
  const found = names.filter((name) => {
    const { label = '', labelZh = '' } = labels.get(name) ?? {};
    return [label, labelZh].some((each) => includes(each, written)) || hasCharacters(labelZh, written);
  });
  return found.length === 0 ? undefined : `did you mean ${found.map((name) => `\`${name}\``).join(' or ')}?`;
}
