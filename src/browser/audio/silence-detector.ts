import type { HeardColumns } from '../sample-columns.ts';

/** Shortest gap that counts, as in metrics/audio/audio-stutter-rate.ts. */
const GAP_MS = 200;
/** Silence this long is reported before it ends; longer than the newest sound takes to settle. */
const LONG_MS = 2000;

export interface Silence {
  readonly fromMs: number;
  /** Undefined while it lasts. */
  readonly toMs?: number;
}

/** Finds gaps in what was heard, once sound has been heard at all. */
export class SilenceDetector {
  #heardToMs: number | undefined;
  #isReported = false;

  detect({ baseMs, fromMs, toMs }: HeardColumns, nowMs: number): Silence[] {
    const found: Silence[] = [];
    fromMs.forEach((from, i) => {
      const to = toMs[i];
      if (to === undefined) return;
      const beginMs = baseMs + from;
      // A silence that was reported is ended even if the sound turns out to have been merely read late.
      if (this.#heardToMs !== undefined && (this.#isReported || beginMs - this.#heardToMs > GAP_MS))
        found.push({ fromMs: this.#heardToMs, toMs: beginMs });
      this.#heardToMs = Math.max(this.#heardToMs ?? 0, baseMs + to);
      this.#isReported = false;
    });
    if (this.#heardToMs !== undefined && !this.#isReported && nowMs - this.#heardToMs > LONG_MS) {
      this.#isReported = true;
      found.push({ fromMs: this.#heardToMs });
    }
    return found;
  }
}
