import { COMMA, fill, type Language } from '../../report/messages/words.ts';
import { displayWidth, pad } from '../../report/text/display-width.ts';
import type { Day, DayRegion } from '../../scenario/day-table.ts';
import { AIRTIME_WORDS } from '../messages/place-words.ts';
import { textTable } from './text-table.ts';

/** Width of a cell such as " 19*", in columns. */
const CELL = 4;
const GAP = 2;
/** Numbers of hours to show side by side; the largest that fits is used. */
const HOURS_PER_LINE = [24, 12, 8, 6] as const;

/** Formats a day as a table, one line per region with its local hours under those of China, followed by the profiles picked. */
export function airtimeText(day: Day, width: number, language: Language = 'en'): string {
  const rows: Row[] = [
    {
      name: AIRTIME_WORDS.china[language],
      hours: day.china,
      marked: day.china.map((_, i) => day.regions.some((region) => isRare(region, 'haul', i))),
    },
    ...day.regions.map((region) => ({
      name: region.id + minutes(region),
      hours: region.hours.map(({ localTime }) => localTime),
      marked: region.hours.map((_, i) => isRare(region, 'access', i)),
    })),
  ];
  const nameWidth = Math.max(...rows.map(({ name }) => displayWidth(name))) + GAP;
  const perLine = HOURS_PER_LINE.find((hours) => nameWidth + hours * CELL <= width) ?? 6;
  const starts = Array.from({ length: Math.ceil(day.china.length / perLine) }, (_, i) => i * perLine);
  const tables = starts.map((start) => rows.map((row) => line(row, start, perLine, nameWidth)).join('\n'));
  return [fill(AIRTIME_WORDS.title, { date: day.date })[language], ...tables, picks(day, width, language)].join('\n\n');
}

interface Row {
  readonly name: string;
  readonly hours: readonly (string | undefined)[];
  readonly marked: readonly boolean[];
}

function line({ name, hours, marked }: Row, start: number, count: number, nameWidth: number): string {
  const cells = hours
    .slice(start, start + count)
    .map((iso, i) => ` ${iso?.slice(11, 13) ?? '??'}${marked[start + i] === true ? '*' : ' '}`);
  return (pad(name, nameWidth - 1) + cells.join('')).trimEnd();
}

/** Formats the minutes of a zone whose hours do not begin with China's: " (:30)". */
function minutes({ hours: [first] }: DayRegion): string {
  const minute = first?.localTime?.slice(14, 16) ?? '00';
  return minute === '00' ? '' : ` (:${minute})`;
}

type Part = 'access' | 'haul';

function shortName({ id }: DayRegion, name: string): string {
  return name.startsWith(`${id}/`) ? name.slice(id.length + 1) : name;
}

/** Lists the profiles picked on that day, the one with the most hours first. */
function picked(region: DayRegion, part: Part): string[] {
  const counts = new Map<string, number>();
  for (const { [part]: name } of region.hours) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

function isRare(region: DayRegion, part: Part, hour: number): boolean {
  return region.hours[hour]?.[part] !== picked(region, part)[0];
}

/** Summarizes the profiles picked by China's clock: "mobile-peak 19:00-24:00, else mobile-good". */
function summary(region: DayRegion, part: Part, language: Language): string {
  const [usual = '', ...rare] = picked(region, part);
  const spans = rare.map(
    (name) => `${shortName(region, name)} ${spansOf(region, part, name).join(AIRTIME_WORDS.and[language])}`,
  );
  const name = shortName(region, usual);
  return [...spans, spans.length === 0 ? name : fill(AIRTIME_WORDS.else, { name })[language]].join(COMMA[language]);
}

function spansOf(region: DayRegion, part: Part, name: string): string[] {
  const hours = region.hours.flatMap((cell, hour) => (cell[part] === name ? [hour] : []));
  const starts = hours.filter((hour) => !hours.includes(hour - 1));
  const ends = hours.filter((hour) => !hours.includes(hour + 1));
  return starts.map((start, i) => `${clock(start)}-${clock((ends[i] ?? start) + 1)}`);
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** Lists the profiles picked for each region. A haul that all regions share is shown once. */
function picks({ regions }: Day, width: number, language: Language): string {
  const words = AIRTIME_WORDS;
  const hauls = new Set(regions.map((region) => summary(region, 'haul', language)));
  const [shared = ''] = hauls;
  const rows = regions.flatMap((region) => [
    [region.id, words.access[language], summary(region, 'access', language)],
    ...(hauls.size === 1 ? [] : [['', words.haul[language], summary(region, 'haul', language)]]),
  ]);
  const all = hauls.size === 1 ? [...rows, [words.all[language], words.haul[language], shared]] : rows;
  return [words.legend[language], ...textTable(all, width)].join('\n');
}
