import { z } from 'zod';
import { AIRTIME_EXPECTED, AIRTIME_PATTERN, parseAirtime } from '../airtime/airtime.ts';
import { DAY_HOURS_EXPECTED, DAY_HOURS_PATTERN, isZone, parseDayHours } from '../airtime/local-time.ts';
import { parsedText } from './fields.ts';

/** Builds the schema of an airtime, parsed to ms since 1970. */
export const airtimeSchema = () => parsedText(AIRTIME_EXPECTED, AIRTIME_PATTERN, parseAirtime);

/** Builds the schema of a span of the day such as "18:00-23:00". */
export const dayHours = () =>
  parsedText(DAY_HOURS_EXPECTED, DAY_HOURS_PATTERN, (text) => {
    const value = parseDayHours(text);
    return value === undefined ? { type: 'refused', expected: DAY_HOURS_EXPECTED } : { type: 'ok', value };
  });

const ZONE_EXPECTED = 'an IANA time zone such as "Asia/Jakarta"';

/** Builds the schema of an IANA time zone. */
export const zone = () => z.string({ error: ZONE_EXPECTED }).refine(isZone, { error: ZONE_EXPECTED });
