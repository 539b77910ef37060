import { warmupWeatherMs } from '../../emulation/warmup-weather.ts';

/** So that two packets which one tick of a sender's timer sends meet different weather; most of them are read by themselves. */
const JUMP_EVERY_MS = 0.02;
/** Half of what there is before the window: it must never come near. */
const MOST_AHEAD_MS = 12 * 3600 * 1000;

/** Weather before the window that is made to pass faster than time, in jumps. */
export class HurriedWeather {
  stepMs = 0;
  aheadMs = 0;
  #jumpedAtMs = Number.NEGATIVE_INFINITY;

  /** When a packet is taken in at `atMs`: the weather time that has come with it, if it jumps; else undefined. */
  jump(atMs: number): number | undefined {
    if (this.stepMs === 0 || atMs - this.#jumpedAtMs < JUMP_EVERY_MS || this.aheadMs >= MOST_AHEAD_MS) return undefined;
    this.#jumpedAtMs = atMs;
    this.aheadMs += this.stepMs;
    return warmupWeatherMs(atMs, this.aheadMs);
  }
}
