import { CHINA_ZONE, localTime } from '../airtime/local-time.ts';
import type { Notes } from '../reading/notes.ts';
import { TIME_IN_CHINA } from '../schema/short-forms.ts';

const CHINA_OFFSET = '+08:00';
const DAY_MS = 24 * 3600 * 1000;

/** Returns an airtime that is a time alone, "21:00" or "tonight 21:00", as the next such time in China; warns of the day that was taken. */
export function fullAirtime(airtime: unknown, nowMs: number, notes: Notes): unknown {
  const [, hour, minute] = typeof airtime === 'string' ? (TIME_IN_CHINA.exec(airtime.trim()) ?? []) : [];
  if (hour === undefined) return airtime;
  const timeOn = (atMs: number) =>
    `${localTime(atMs, CHINA_ZONE).date}T${hour.padStart(2, '0')}:${minute}${CHINA_OFFSET}`;
  const today = timeOn(nowMs);
  const next = Date.parse(today) > nowMs ? today : timeOn(nowMs + DAY_MS);
  notes.warnings.push({ path: ['airtime'], text: `${String(airtime)} is taken as ${next}` });
  return next;
}
