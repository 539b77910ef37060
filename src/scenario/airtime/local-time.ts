/** China keeps one time everywhere (IANA, asia). */
export const CHINA_ZONE = 'Asia/Shanghai';

const DAY_MINUTES = 24 * 60;

/** What clock and calendar show in a zone at an instant. */
export interface LocalTime {
  /** "2026-11-27T19:00+07:00" */
  readonly iso: string;
  /** "2026-11-27" */
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
  /** "+07:00" */
  readonly offset: string;
}

/** IANA names, and no bare offsets: an offset knows nothing of daylight saving. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** Daylight saving as of the zone's own rules. `zone` must be one that isZone accepts. */
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
  // "GMT+07:00"; "GMT" alone where it is 0.
  const offset = timeZoneName.replace(/^GMT/, '').replace('−', '-') || '+00:00';
  const date = `${year}-${month}-${day}`;
  return { iso: `${date}T${hour}:${minute}${offset}`, date, hour: Number(hour), minute: Number(minute), offset };
}

/** The 24 instants at which it strikes 0, 1, ... 23 in a zone without a change of offset on that date. */
export function hoursOfDay(date: string, zone: string): number[] {
  const { offset } = localTime(Date.parse(`${date}T12:00Z`), zone);
  const midnightMs = Date.parse(`${date}T00:00${offset}`);
  return Array.from({ length: 24 }, (_, hour) => midnightMs + hour * 3_600_000);
}

/** Minutes of a day, from inclusive, to exclusive; over midnight when `fromMinute` is the later one. */
export interface DayHours {
  readonly fromMinute: number;
  readonly toMinute: number;
  /** As written: "18:00-23:00". */
  readonly text: string;
}

export function isWithin({ hour, minute }: LocalTime, { fromMinute, toMinute }: DayHours): boolean {
  const now = hour * 60 + minute;
  return fromMinute < toMinute ? now >= fromMinute && now < toMinute : now >= fromMinute || now < toMinute;
}

export const DAY_HOURS_EXPECTED = 'hours of the day such as "18:00-23:00"';
export const DAY_HOURS_PATTERN = String.raw`^\d{2}:\d{2}\s*-\s*\d{2}:\d{2}$`;

/** Undefined when it is not "18:00-23:00" with a start and an end that differ. */
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
  const all = hour * 60 + minute;
  return minute < 60 && all <= DAY_MINUTES ? all : undefined;
}
