import { fill, type Language, type Text } from '../../report/messages/words.ts';
import { displayWidth } from '../../report/text/display-width.ts';
import type { CatalogEntry, CatalogField } from '../../scenario/catalog/catalog-entry.ts';
import { CATALOG_WORDS } from '../messages/place-words.ts';
import { textTable, UNBROKEN } from './text-table.ts';

type EntryType = CatalogEntry['type'];

/** Sections of the list, in order. Short names and by-hour names share a section, since a scenario uses both alike. */
const SECTIONS: readonly { readonly heading: Text; readonly types: readonly EntryType[] }[] = [
  { heading: CATALOG_WORDS.regions, types: ['region'] },
  { heading: CATALOG_WORDS.access, types: ['access-name', 'access-by-hour'] },
  { heading: CATALOG_WORDS.hauls, types: ['haul-name', 'haul-by-hour'] },
  { heading: CATALOG_WORDS.firstMiles, types: ['first-mile'] },
  { heading: CATALOG_WORDS.presets, types: ['preset'] },
  { heading: CATALOG_WORDS.devices, types: ['device'] },
  { heading: CATALOG_WORDS.profiles, types: ['access', 'haul'] },
];

/** Formats entries grouped by kind, one row each. */
export function catalogList(entries: readonly CatalogEntry[], width: number, language: Language = 'en'): string {
  const blocks = SECTIONS.flatMap(({ heading, types }) => {
    const rows = entries.filter(({ type }) => types.includes(type)).map((entry) => row(entry, language));
    return rows.length === 0 ? [] : [[heading[language], ...textTable(rows, width)].join('\n')];
  });
  return blocks.join('\n\n');
}

function row(entry: CatalogEntry, language: Language): string[] {
  const { name, label, labelZh } = entry;
  switch (entry.type) {
    case 'region':
      return label === labelZh ? [name, label] : [name, label, labelZh];
    case 'access-name':
    case 'haul-name':
      return [name, both(label, labelZh)];
    case 'access-by-hour':
    case 'haul-by-hour':
      return [name, fill(CATALOG_WORDS.byHour, { label: both(label, labelZh) })[language]];
    case 'access':
    case 'haul':
    case 'first-mile':
    case 'device':
      return [name, `${both(label, labelZh)}: ${numbers(entry)}`];
    case 'preset':
      return [name, numbers(entry)];
  }
}

/** Returns the clock that a by-hour name goes by: the viewer's for a line, China's for a haul. */
function clockWords(type: 'access-by-hour' | 'haul-by-hour'): Text {
  return type === 'access-by-hour' ? CATALOG_WORDS.there : CATALOG_WORDS.china;
}

function both(label: string, labelZh: string): string {
  return label === labelZh ? label : `${label}, ${labelZh}`;
}

/** Formats fields as written, each unbroken on its line. Defaults appear only in the detail view. */
function numbers({ fields }: { readonly fields: Readonly<Record<string, CatalogField>> }): string {
  return Object.entries(fields)
    .flatMap(([field, { written, isDefault }]) => (isDefault ? [] : [`${field} ${written}`.replaceAll(' ', UNBROKEN)]))
    .join(', ');
}

/** Formats one entry with the source of every number, and the references that the sources cite. */
export function catalogDetail(
  entry: CatalogEntry,
  all: readonly CatalogEntry[],
  references: Readonly<Record<string, string>>,
  width: number,
  language: Language = 'en',
): string {
  const body = details(entry, all, language);
  const cited = [...new Set([...JSON.stringify(body).matchAll(/\[([\w-]+)\]/g)].flatMap(([, key]) => key ?? []))];
  const keys = cited.flatMap((key) => (references[key] === undefined ? [] : [[`[${key}]`, references[key]]]));
  const blocks = [
    heading(entry, width),
    textTable(body, width).join('\n'),
    ...(keys.length === 0 ? [] : [textTable(keys, width).join('\n')]),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function heading({ name, label, labelZh }: CatalogEntry, width: number): string {
  const line = `${name}  ${both(label, labelZh)}`;
  return displayWidth(line) <= width ? line : `${name}\n  ${label}\n  ${labelZh}`;
}

function details(entry: CatalogEntry, all: readonly CatalogEntry[], language: Language): string[][] {
  const words = (text: Text) => text[language];
  switch (entry.type) {
    case 'region':
      return [
        ...(entry.country === undefined
          ? []
          : [[words(CATALOG_WORDS.country), `${entry.country}, ${entry.countryNames.join(', ')}`]]),
        ...(entry.zone === undefined ? [] : [[words(CATALOG_WORDS.zone), entry.zone]]),
        [words(CATALOG_WORDS.accessRow), entry.access.join(', ')],
        [words(CATALOG_WORDS.haulRow), entry.hauls.join(', ')],
      ];
    case 'access':
    case 'haul':
    case 'first-mile':
    case 'device':
    case 'preset':
      return Object.entries(entry.fields).map(([field, { written, source }]) => [field, written, source]);
    case 'access-name':
    case 'haul-name':
      return entry.regions.map((region) => {
        const profile = all.find(({ name }) => name === `${region}/${entry.name}`);
        return [region, profile !== undefined && 'fields' in profile ? numbers(profile) : ''];
      });
    case 'access-by-hour':
    case 'haul-by-hour':
      return [
        [entry.peak, fill(CATALOG_WORDS.onClock, { hours: entry.hours, clock: clockWords(entry.type) })[language]],
        [entry.otherwise, words(CATALOG_WORDS.otherTimes)],
        [words(CATALOG_WORDS.hours), entry.source],
      ];
  }
}
