import { warmupWeatherMs } from '../../emulation/warmup-weather.ts';

/**
 * Minimum time between jumps: short enough that packets sent by one tick of a sender's timer mostly meet different weather.
 */
const JUMP_EVERY_MS = 0.02;
/** Limit of the fast-forwarding: half of the weather time before the window, which must never come near. */
const MOST_AHEAD_MS = 12 * 3600 * 1000;

/** Weather before the window that advances faster than time, in jumps. */
export class FastForward {
  /** Size of a jump; 0 for none. */
  #stepMs = 0;
  /** Sum of the jumps so far. */
  aheadMs = 0;
  #jumpedAtMs = Number.NEGATIVE_INFINITY;

  /** Makes the weather jump by `stepMs` from now on. */
  begin(stepMs: number): void {
    this.#stepMs = stepMs;
  }

  end(): void {
    this.#stepMs = 0;
  }

  /** Returns the new weather time if the weather jumps with a packet accepted at `atMs`; undefined if it does not. */
  jump(atMs: number): number | undefined {
    if (this.#stepMs === 0 || atMs - this.#jumpedAtMs < JUMP_EVERY_MS || this.aheadMs >= MOST_AHEAD_MS)
      return undefined;
    this.#jumpedAtMs = atMs;
    this.aheadMs += this.#stepMs;
    return warmupWeatherMs(atMs, this.aheadMs);
  }
}
