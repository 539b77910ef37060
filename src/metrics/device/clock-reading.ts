import type { ClockReading } from '../../model/recording/clock-reading.ts';
import type { RecordedTake } from '../../model/recording/recorded-take.ts';

/** Largest drift of a clock: RFC 5905's PHI, 15 ppm. */
const MAX_DRIFT = 15e-6;
/** Time codes and the correction are in whole milliseconds. */
const ROUNDING_MS = 0.5;

/**
 * Returns this machine's clock against the time server, with the error as it had grown by the window's end; undefined where no
 * time server was asked.
 */
export function clockReading({
  events,
  window,
  lastAtMs,
}: Pick<RecordedTake, 'events' | 'window' | 'lastAtMs'>): ClockReading | undefined {
  const reading = events.find(({ name }) => name === 'time-server');
  if (reading === undefined) return undefined;
  const { server, offsetMs, errorMs, roundTripMs } = (reading.detail ?? {}) as Partial<ClockReading>;
  if (server === undefined || offsetMs === undefined || errorMs === undefined || roundTripMs === undefined)
    return undefined;
  const sinceMs = Math.max(0, (window?.toMs ?? lastAtMs) - reading.atMs);
  return { server, offsetMs, errorMs: errorMs + ROUNDING_MS + MAX_DRIFT * sinceMs, roundTripMs };
}
