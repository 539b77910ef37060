import type { ClockReading } from '../../model/recording/clock-reading.ts';
import type { RecordedTake } from '../../model/recording/recorded-take.ts';

/** By how much a clock may drift at most: RFC 5905's PHI, 15 ppm. */
const DRIFT = 15e-6;
/** Time codes have whole milliseconds, and so has the correction. */
const ROUNDING_MS = 0.5;

/** How this machine's clock stood, its error as it had grown by the window's end; undefined where no time server was asked. */
export function clockReading({
  events,
  window,
  lastAtMs,
}: Pick<RecordedTake, 'events' | 'window' | 'lastAtMs'>): ClockReading | undefined {
  const told = events.find(({ name }) => name === 'time-server');
  if (told === undefined) return undefined;
  const { server, offsetMs, errorMs, roundTripMs } = (told.detail ?? {}) as Partial<ClockReading>;
  if (server === undefined || offsetMs === undefined || errorMs === undefined || roundTripMs === undefined)
    return undefined;
  const sinceMs = Math.max(0, (window?.toMs ?? lastAtMs) - told.atMs);
  return { server, offsetMs, errorMs: errorMs + ROUNDING_MS + DRIFT * sinceMs, roundTripMs };
}
