/** Time zone of China, which has one time everywhere (IANA tz database, file asia). */
export const CHINA_ZONE = 'Asia/Shanghai';

const DAY_MINUTES = 24 * 60;

/** Date and time in a zone at an instant. */
export interface LocalTime {
  /** ISO 8601 with offset, such as "2026-11-27T19:00+07:00". */
  readonly iso: string;
  /** Date, such as "2026-11-27". */
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
  /** Offset from UTC, such as "+07:00". */
  readonly offset: string;
}

/**
 * Returns whether a name is an IANA time zone. A bare offset is not: it has no daylight saving; nor is an abbreviation such as CST,
 * which is China's time to some, and to Intl Chicago's.
 */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return /^[A-Za-z]/.test(name) && (!/^[A-Za-z]{2,4}$/.test(name) || /^(UTC|GMT|Cuba|Iran)$/i.test(name));
  } catch {
    return false;
  }
}

/**
 * Converts an instant (ms since 1970) to the time in a zone that isZone accepts, daylight saving included. Intl has the rules;
 * temporal-polyfill 0.3 would be shorter, but misses the offset changes of Africa/Casablanca in some years (2029-01-15).
 */
export function localTime(atMs: number, zone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'longOffset',
  });
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const { year = '', month = '', day = '', hour = '', minute = '', timeZoneName = '' } = parts;
  // Intl writes "GMT+07:00", and "GMT" alone for an offset of 0.
  const offset = timeZoneName.replace(/^GMT/, '').replace('−', '-') || '+00:00';
  const date = `${year}-${month}-${day}`;
  return { iso: `${date}T${hour}:${minute}${offset}`, date, hour: Number(hour), minute: Number(minute), offset };
}

/** Returns the instants (ms since 1970) of 0:00 to 23:00 in a zone whose offset does not change on that date. */
export function hoursOfDay(date: string, zone: string): number[] {
  const { offset } = localTime(Date.parse(`${date}T12:00Z`), zone);
  const midnightMs = Date.parse(`${date}T00:00${offset}`);
  return Array.from({ length: 24 }, (_, hour) => midnightMs + hour * 3_600_000);
}

/**
 * Span of a day, in minutes since midnight: start inclusive, end exclusive. It passes midnight if `fromMinute` is the later
 * one.
 */
export interface DayHours {
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Span as written, such as "18:00-23:00". */
  readonly text: string;
}

/** Returns whether a local time is within a span of the day. */
export function isWithin({ hour, minute }: LocalTime, { fromMinute, toMinute }: DayHours): boolean {
  const at = hour * 60 + minute;
  return fromMinute < toMinute ? at >= fromMinute && at < toMinute : at >= fromMinute || at < toMinute;
}

export const DAY_HOURS_EXPECTED = 'hours of the day such as "18:00-23:00"';
export const DAY_HOURS_PATTERN = String.raw`^\d{2}:\d{2}\s*-\s*\d{2}:\d{2}$`;

/** Parses "18:00-23:00". Returns undefined when it is malformed or when start and end are equal. */
export function parseDayHours(text: string): DayHours | undefined {
  const [, from = '', to = ''] = /^(\d{2}:\d{2})\s*-\s*(\d{2}:\d{2})$/.exec(text.trim()) ?? [];
  const fromMinute = minuteOfDay(from);
  const toMinute = minuteOfDay(to);
  if (fromMinute === undefined || toMinute === undefined) return undefined;
  if (fromMinute === DAY_MINUTES || fromMinute === toMinute) return undefined;
  return { fromMinute, toMinute, text: `${from}-${to}` };
}

function minuteOfDay(text: string): number | undefined {
  const [hour = Number.NaN, minute = Number.NaN] = text.split(':').map(Number);
  const total = hour * 60 + minute;
  return minute < 60 && total <= DAY_MINUTES ? total : undefined;
}
