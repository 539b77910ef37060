import type { Parsed } from '../reading/quantity.ts';
import { type DayHours, isWithin, type LocalTime } from './local-time.ts';

/** Airtime of a scenario. `wrong` is one that does not parse, which is reported elsewhere. */
export type Airtime =
  | { readonly type: 'none' }
  | { readonly type: 'wrong' }
  | { readonly type: 'at'; readonly atMs: number };

/** A name that stands for one of two profiles by the hour: "mobile" is mobile-peak in the evening, otherwise mobile-good. */
export interface HourRule {
  readonly name: string;
  readonly label: string;
  readonly labelZh: string;
  readonly peak: string;
  readonly otherwise: string;
  readonly hours: DayHours;
  readonly source: string;
}

/** Returns the short name of the profile that the rule stands for at this local time. */
export function pickByHour({ peak, otherwise, hours }: HourRule, time: LocalTime): string {
  return isWithin(time, hours) ? peak : otherwise;
}

export const AIRTIME_EXPECTED =
  'date, time and offset such as "2026-12-24T20:00+08:00", or a time in China such as 20:00';
export const AIRTIME_PATTERN = String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$`;

/** Years of a stream to come or gone; others are slips of the pen. */
const YEARS = { first: 2000, last: 2099 } as const;
const WRITTEN = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)\s*(Z|[+-]\d{2}:\d{2})?$/;
/** Largest offset of any time zone from UTC (Pacific/Kiritimati). */
const LARGEST_OFFSET_HOURS = 14;

/** Parses an airtime to ms since 1970. Refuses a time without an offset: only the author knows which clock it is on. */
export function parseAirtime(text: string): Parsed<number> {
  const [, date, time = '', offset] = WRITTEN.exec(text.trim()) ?? [];
  if (date === undefined || !isTime(time)) return refusedAirtime(text);
  if (offset === undefined) {
    const hint = `${date}T${time}+08:00 is that time in China`;
    return { type: 'refused', expected: AIRTIME_EXPECTED, hint };
  }
  if (!text.includes('T'))
    return { type: 'refused', expected: AIRTIME_EXPECTED, hint: `did you mean ${date}T${time}${offset}?` };
  const atMs = Date.parse(`${date}T${time}${offset}`);
  const year = Number(date.slice(0, 4));
  const isYear = year >= YEARS.first && year <= YEARS.last;
  if (!isDate(date) || !isYear || !isOffset(offset) || Number.isNaN(atMs))
    return { type: 'refused', expected: AIRTIME_EXPECTED };
  return { type: 'ok', value: atMs };
}

/** Refuses what is no airtime, and suggests one that is written almost so: 2026/11/27 20:00+0800. */
function refusedAirtime(text: string): Parsed<number> {
  const [, year, month, day, hour = '', rest, zulu, sign, hours, minutes = '00'] =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ]?\s*(\d{1,2})(:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(?:(Z)|([+-])(\d{1,2}):?(\d{2})?)?$/i.exec(
      text.trim(),
    ) ?? [];
  if (year === undefined) return { type: 'refused', expected: AIRTIME_EXPECTED };
  const time = `${year}-${two(month)}-${two(day)}T${two(hour)}${rest}`;
  const offset = sign === undefined ? zulu?.toUpperCase() : `${sign}${two(hours)}:${minutes}`;
  if (!WRITTEN.test(time) || !isTime(time.slice(11)) || parseAirtime(`${time}${offset ?? 'Z'}`).type === 'refused')
    return { type: 'refused', expected: AIRTIME_EXPECTED };
  if (offset !== undefined)
    return { type: 'refused', expected: AIRTIME_EXPECTED, hint: `did you mean ${time}${offset}?` };
  return { type: 'refused', expected: AIRTIME_EXPECTED, hint: `${time}+08:00 is that time in China` };
}

const two = (digits = '') => digits.padStart(2, '0');

/** Returns whether the calendar has this day. Date.parse alone would turn 30 February into 2 March. */
export function isDate(text: string): boolean {
  const atMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00Z`) : Number.NaN;
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
}

function isTime(text: string): boolean {
  const [hour = 0, minute = 0, second = 0] = text.split(':').map(Number);
  return hour < 24 && minute < 60 && second < 60;
}

function isOffset(text: string): boolean {
  if (text === 'Z') return true;
  const [hours = 0, minutes = 0] = text.slice(1).split(':').map(Number);
  return minutes < 60 && hours + minutes / 60 <= LARGEST_OFFSET_HOURS;
}
