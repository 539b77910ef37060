import { displayWidth } from '../../report/text/display-width.ts';
import type { CatalogEntry, CatalogField } from '../../scenario/catalog/catalog-entry.ts';
import { textTable, UNBROKEN } from './text-table.ts';

type EntryType = CatalogEntry['type'];

/** Sections of the list, in order. Short names and by-hour names share a section, since a scenario uses both alike. */
const SECTIONS: readonly { readonly heading: string; readonly types: readonly EntryType[] }[] = [
  { heading: 'Regions (region: ...)', types: ['region'] },
  { heading: 'Access lines that regions have (access: ...)', types: ['access-name', 'access-by-hour'] },
  { heading: 'Hauls, China to a region (haul: ...)', types: ['haul-name', 'haul-by-hour'] },
  { heading: 'First miles, studio to origin (firstMile: ...)', types: ['first-mile'] },
  { heading: 'Presets, access lines for any region (access: ...)', types: ['preset'] },
  { heading: 'Devices that viewers watch on (device: ...)', types: ['device'] },
  { heading: 'Profiles of these regions', types: ['access', 'haul'] },
];

/** Formats entries grouped by kind, one row each. */
export function catalogList(entries: readonly CatalogEntry[], width: number): string {
  const blocks = SECTIONS.flatMap(({ heading, types }) => {
    const rows = entries.filter(({ type }) => types.includes(type)).map(row);
    return rows.length === 0 ? [] : [[heading, ...textTable(rows, width)].join('\n')];
  });
  return blocks.join('\n\n');
}

function row(entry: CatalogEntry): string[] {
  const { name, label, labelZh } = entry;
  switch (entry.type) {
    case 'region':
      return label === labelZh ? [name, label] : [name, label, labelZh];
    case 'access-name':
    case 'haul-name':
      return [name, both(label, labelZh)];
    case 'access-by-hour':
    case 'haul-by-hour':
      return [name, `${both(label, labelZh)}; with an airtime`];
    case 'access':
    case 'haul':
    case 'first-mile':
    case 'device':
      return [name, `${both(label, labelZh)}: ${numbers(entry)}`];
    case 'preset':
      return [name, numbers(entry)];
  }
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
): string {
  const body = details(entry, all);
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

function details(entry: CatalogEntry, all: readonly CatalogEntry[]): string[][] {
  switch (entry.type) {
    case 'region':
      return [
        ...(entry.country === undefined ? [] : [['country', `${entry.country}, ${entry.countryNames.join(', ')}`]]),
        ...(entry.zone === undefined ? [] : [['zone', entry.zone]]),
        ['access', entry.access.join(', ')],
        ['hauls', entry.hauls.join(', ')],
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
        [entry.peak, `${entry.hours} on the clock of ${entry.clock}`],
        [entry.otherwise, 'at other times'],
        ['hours', entry.source],
      ];
  }
}
