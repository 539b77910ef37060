/** Smallest value distinguished from zero: 1 µs. */
const FLOOR_MS = 0.001;
/** Bins per doubling: a quantile is off by at most half a bin, 1.1 % of its value. */
const BINS_PER_OCTAVE = 32;
/** Range of the bins: 1 µs to 134 s. */
const OCTAVES = 27;
/** Bin 0 holds everything below the floor. */
const BINS = BINS_PER_OCTAVE * OCTAVES + 1;

/** Distribution of times (ms) in fixed memory: logarithmic bins, plus the exact maximum. */
export class LogHistogram {
  readonly #bins = new Uint32Array(BINS);
  #count = 0;
  #maxMs = 0;

  add(valueMs: number): void {
    const bin = valueMs < FLOOR_MS ? 0 : 1 + Math.floor(Math.log2(valueMs / FLOOR_MS) * BINS_PER_OCTAVE);
    const index = bin < BINS ? bin : BINS - 1;
    this.#bins[index] = (this.#bins[index] ?? 0) + 1;
    this.#count++;
    if (valueMs > this.#maxMs) this.#maxMs = valueMs;
  }

  /** Returns the largest value; undefined when nothing was added. */
  maxMs(): number | undefined {
    return this.#count === 0 ? undefined : this.#maxMs;
  }

  /**
   * Returns the nearest-rank quantile: the middle of its bin, 0 below 1 µs, and never above the maximum. Undefined when
   * nothing was added.
   */
  quantileMs(fraction: number): number | undefined {
    if (this.#count === 0) return undefined;
    const rank = Math.max(1, Math.ceil(fraction * this.#count));
    let seen = 0;
    for (let bin = 0; bin < BINS; bin++) {
      seen += this.#bins[bin] ?? 0;
      if (seen >= rank) return bin === 0 ? 0 : Math.min(this.#maxMs, FLOOR_MS * 2 ** ((bin - 0.5) / BINS_PER_OCTAVE));
    }
    return this.#maxMs;
  }

  reset(): void {
    if (this.#count > 0) this.#bins.fill(0);
    this.#count = 0;
    this.#maxMs = 0;
  }
}
