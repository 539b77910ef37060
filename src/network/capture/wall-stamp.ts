const NS_PER_MS = 1_000_000;
const WORD = 2 ** 32;

/**
 * Nanoseconds since 1970 as two 32-bit words, because no double holds them exactly. Computed from the epoch without
 * allocating.
 */
export class WallStamp {
  readonly #epochHigh: number;
  readonly #epochLow: number;
  high = 0;
  low = 0;

  /** `epochWallMs`: wall time at the links' epoch. */
  constructor(epochWallMs: number) {
    const wholeMs = Math.floor(epochWallMs);
    const epochNs = BigInt(wholeMs) * BigInt(NS_PER_MS) + BigInt(Math.round((epochWallMs - wholeMs) * NS_PER_MS));
    this.#epochHigh = Number(epochNs / BigInt(WORD));
    this.#epochLow = Number(epochNs % BigInt(WORD));
  }

  /** Sets `high` and `low` to a link time. */
  set(atMs: number): void {
    const low = this.#epochLow + Math.round(atMs * NS_PER_MS);
    this.high = this.#epochHigh + Math.floor(low / WORD);
    this.low = low >>> 0;
  }
}
