import { CHINA_ZONE, localTime } from '../airtime/local-time.ts';
import { spokenTime } from '../airtime/spoken-time.ts';
import type { Notes } from '../reading/notes.ts';

const CHINA_OFFSET = '+08:00';
const DAY_MS = 24 * 3600 * 1000;

/**
 * Returns an airtime that is a time alone, "21:00", "tonight at 9" or "今晚九点", as the next such time in China, and one without an offset as China's;
 * warns of what was taken.
 */
export function fullAirtime(airtime: unknown, nowMs: number, notes: Notes): unknown {
  if (typeof airtime !== 'string') return airtime;
  const written = airtime.trim();
  const taken = inChina(written) ?? nextInChina(written, nowMs);
  if (taken === undefined || taken === written) return airtime;
  notes.warnings.push({ path: ['airtime'], text: `${airtime} is taken as ${taken}` });
  return taken;
}

function inChina(written: string): string | undefined {
  const [, date, time, offset = CHINA_OFFSET] =
    /^(\d{4}-\d{2}-\d{2})[T ]+(\d{2}:\d{2}(?::\d{2})?)\s*(Z|[+-]\d{2}:\d{2})?(?:\s*(?:Asia\/Shanghai|China|Beijing|北京时间|中国时间))?$/i.exec(
      written,
    ) ?? [];
  return date === undefined ? undefined : `${date}T${time}${offset}`;
}

function nextInChina(written: string, nowMs: number): string | undefined {
  const time = spokenTime(written);
  if (time === undefined) return undefined;
  const timeOn = (atMs: number) => `${localTime(atMs, CHINA_ZONE).date}T${time}${CHINA_OFFSET}`;
  const today = timeOn(nowMs);
  return Date.parse(today) > nowMs ? today : timeOn(nowMs + DAY_MS);
}
