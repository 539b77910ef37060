/** Weather time when a network starts. No warm-up takes a day, so weather time is negative until the window opens. */
export const WARMUP_WEATHER_MS = -24 * 3600 * 1000;

/** Converts link time before the window opens into weather time that was fast-forwarded by `aheadMs`. */
export function warmupWeatherMs(atMs: number, aheadMs: number): number {
  return WARMUP_WEATHER_MS + atMs + aheadMs;
}
