import type { Parsed } from '../reading/quantity.ts';
import { CHINA_ZONE, type DayHours, isWithin, type LocalTime, localTime } from './local-time.ts';

/** The scenario's airtime as the regions' checks see it; `wrong` is noted where it stands. */
export type Airtime =
  | { readonly type: 'none' }
  | { readonly type: 'wrong' }
  | { readonly type: 'at'; readonly atMs: number };

/** A name that stands for one of two profiles, by the hour: "mobile" for mobile-peak in the evening, else mobile-good. */
export interface HourRule {
  readonly name: string;
  readonly label: string;
  readonly labelZh: string;
  readonly peak: string;
  readonly otherwise: string;
  readonly hours: DayHours;
  readonly source: string;
}

/** The short name of the profile that the rule means at this time. */
export function pickByHour({ peak, otherwise, hours }: HourRule, time: LocalTime): string {
  return isWithin(time, hours) ? peak : otherwise;
}

/** Hauls go by the clock of China, whatever the region: that end of the path is the congested one. */
export function pickHaul(rule: HourRule, atMs: number): string {
  return pickByHour(rule, localTime(atMs, CHINA_ZONE));
}

export const AIRTIME_EXPECTED = 'date, time and offset such as "2026-11-27T20:00+08:00"';
export const AIRTIME_PATTERN = String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$`;

const WRITTEN = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)\s*(Z|[+-]\d{2}:\d{2})?$/;
/** The furthest that any zone is from UTC is 14 h (Pacific/Kiritimati). */
const LARGEST_OFFSET_HOURS = 14;

/** To ms since 1970. A time without an offset is refused: nobody but the author knows whose clock it is. */
export function parseAirtime(text: string): Parsed<number> {
  const [, date, time = '', offset] = WRITTEN.exec(text.trim()) ?? [];
  if (date === undefined || !isTime(time)) return { type: 'refused', expected: AIRTIME_EXPECTED };
  if (offset === undefined) {
    const hint = `${date}T${time}+08:00 is that time in China`;
    return { type: 'refused', expected: `${AIRTIME_EXPECTED}, the offset included`, hint };
  }
  if (!text.includes('T'))
    return { type: 'refused', expected: AIRTIME_EXPECTED, hint: `did you mean ${date}T${time}${offset}?` };
  const atMs = Date.parse(`${date}T${time}${offset}`);
  if (!isDate(date) || !isOffset(offset) || Number.isNaN(atMs)) return { type: 'refused', expected: AIRTIME_EXPECTED };
  return { type: 'ok', value: atMs };
}

/** A day that the calendar has: Date.parse takes 30 February for 2 March. */
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
