import type { HeardColumns } from '../quality/columns.ts';

/** As metrics/audio-stutter-rate.ts. */
const GAP_MS = 200;
/** Silence this long is told of before it ends; more than what of the newest sound is not settled yet. */
const LONG_MS = 2000;

export interface Silence {
  readonly fromMs: number;
  /** Undefined while it lasts. */
  readonly toMs?: number;
}

/** Finds gaps in what was heard, once sound has been heard at all. */
export class SilenceWatch {
  #heardToMs: number | undefined;
  #isTold = false;

  hear({ baseMs, fromMs, toMs }: HeardColumns, nowMs: number): Silence[] {
    const found: Silence[] = [];
    fromMs.forEach((from, i) => {
      const to = toMs[i];
      if (to === undefined) return;
      const beginMs = baseMs + from;
      // One that was told of is ended, also if it turns out that the sound was only late to be read.
      if (this.#heardToMs !== undefined && (this.#isTold || beginMs - this.#heardToMs > GAP_MS))
        found.push({ fromMs: this.#heardToMs, toMs: beginMs });
      this.#heardToMs = Math.max(this.#heardToMs ?? 0, baseMs + to);
      this.#isTold = false;
    });
    if (this.#heardToMs !== undefined && !this.#isTold && nowMs - this.#heardToMs > LONG_MS) {
      this.#isTold = true;
      found.push({ fromMs: this.#heardToMs });
    }
    return found;
  }
}
