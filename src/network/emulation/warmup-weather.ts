/** Weather time at a network's start: no warm-up takes a day, so it is negative until the window opens. */
export const WARMUP_WEATHER_MS = -24 * 3600 * 1000;

/** Weather time at a time of the links before the window opens, the weather having been hurried ahead. */
export function warmupWeatherMs(atMs: number, aheadMs: number): number {
  return WARMUP_WEATHER_MS + atMs + aheadMs;
}
