/** A microsecond, in ms; also of the browser's own time stamps, which are no finer than that. */
const PER_MS = 1e3;
/** A microsecond, in s; of fractions and decibels more than anybody measures. */
const PER_OTHER = 1e6;
/** Larger than any duration, in whatever unit: ms since 1970. */
const LEAST_STAMP = 1e11;

/** The number without the digits that only floating point put there; `name` is its field's. */
export function meantDigits(name: string, value: number): number {
  if (Number.isInteger(value)) return value;
  const scale = name.endsWith('Ms') || value > LEAST_STAMP ? PER_MS : PER_OTHER;
  return Math.round(value * scale) / scale;
}
