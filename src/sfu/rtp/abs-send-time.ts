const UNITS_PER_MS = 2 ** 18 / 1000;
const WRAP_MS = 64_000;
/** Longest first mile that is believed; a stamp older than that is of a sender with another clock. */
const MAX_AGE_MS = 10_000;
/** Earliest arrival before departure: as far as clocks of one machine may be apart. */
const MAX_AHEAD_MS = 50;

/**
 * Reads abs-send-time (24 bits of 6.18 fixed-point seconds, which wrap every 64 s) of a packet that arrived at
 * `arrivalMs`, on this process's monotonic clock. Chromium stamps UTC. Returns undefined if the sender's clock is
 * another one.
 */
export function readSendTime(
  value: Buffer,
  arrivalMs: number,
  timeOriginMs = performance.timeOrigin,
): number | undefined {
  if (value.length !== 3) return undefined;
  const stampMs = value.readUIntBE(0, 3) / UNITS_PER_MS;
  const ageMs = positiveModulo(timeOriginMs + arrivalMs - stampMs + MAX_AHEAD_MS, WRAP_MS) - MAX_AHEAD_MS;
  return ageMs > MAX_AGE_MS ? undefined : arrivalMs - ageMs;
}

function positiveModulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
