import { CHINA_ZONE, isZone, localTime } from '../airtime/local-time.ts';
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
  const taken = inChina(written) ?? inZone(written) ?? nextInChina(written, nowMs);
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

/** Abbreviations that mean one zone only: CST may be China's or Chicago's, IST India's or Israel's. */
const ZONES: Readonly<Record<string, string>> = {
  ...{ UTC: 'UTC', GMT: 'UTC', JST: 'Asia/Tokyo', KST: 'Asia/Seoul', SGT: 'Asia/Singapore', HKT: 'Asia/Hong_Kong' },
  ...{ WIB: 'Asia/Jakarta', MYT: 'Asia/Kuala_Lumpur', PHT: 'Asia/Manila', BRT: 'America/Sao_Paulo' },
  ...{ CET: 'Europe/Paris', CEST: 'Europe/Paris', MSK: 'Europe/Moscow' },
};

/** Returns a time with the name of its zone, "2026-12-24 20:00 Asia/Tokyo", with the offset that holds there then. */
function inZone(written: string): string | undefined {
  const [, date, time, name = ''] =
    /^(\d{4}-\d{2}-\d{2})[T ]+(\d{2}:\d{2}(?::\d{2})?)\s*([A-Z][A-Za-z_]+(?:\/[A-Za-z_]+)*)$/.exec(written) ?? [];
  const zone = Object.hasOwn(ZONES, name) ? ZONES[name] : name.includes('/') ? name : undefined;
  if (date === undefined || zone === undefined || !isZone(zone)) return undefined;
  const asUtc = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // On the night the clocks change a time may be two, or none.
  const found = [...new Set([asUtc - DAY_MS, asUtc + DAY_MS].map((atMs) => localTime(atMs, zone).offset))].filter(
    (offset) => localTime(Date.parse(`${date}T${time}${offset}`), zone).offset === offset,
  );
  return found.length === 1 ? `${date}T${time}${found[0]}` : undefined;
}

function nextInChina(written: string, nowMs: number): string | undefined {
  const time = spokenTime(written);
  if (time === undefined) return undefined;
  const timeOn = (atMs: number) => `${localTime(atMs, CHINA_ZONE).date}T${time}${CHINA_OFFSET}`;
  const today = timeOn(nowMs);
  return Date.parse(today) > nowMs ? today : timeOn(nowMs + DAY_MS);
}
