/** Weather time at a network's start: no warm-up takes a day, so it is negative until the window opens. */
export const WARMUP_WEATHER_MS = -24 * 3600 * 1000;
