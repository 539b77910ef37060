import { CHIRP_SAMPLES, decodeMark, makeChirp } from './sound-marks.ts';

/** RMS level from which a block may hold the start of a chirp: the pilot tone alone has 0.07, a chirp 0.36. */
const CHIRP_RMS = 0.15;
/** Samples before the loud block at which a chirp may start: 10 ms. */
const LOOK_BACK = 480;
const LOOK_AHEAD = 480;
/** Stride of the coarse search, samples: every third still gives 16 kHz, twice what a chirp of 4 kHz needs. */
const COARSE_STRIDE = 3;
/** Step of the coarse search, samples: the correlation peak is about 16 samples wide. */
const COARSE_STEP = 4;
/** Smallest normalised correlation of a chirp; through Opus at 64 kbit/s a chirp keeps 0.95. */
const MIN_MATCH = 0.7;
/** Samples kept: half a second, of which a search needs 60 ms. */
const KEPT = 24_000;

export interface FoundMark {
  readonly code: number;
  /** Position of its first sample, counted from the first one heard. */
  readonly position: number;
}

/** Finds marks in sound that arrives in blocks: a matched filter, run only where it is loud. */
export class MarkFinder {
  readonly #template = makeChirp();
  readonly #kept = new Float32Array(2 * KEPT);
  #filled = 0;
  /** Position of the first kept sample. */
  #base = 0;
  /** Position where a chirp may start, until enough has arrived to know. */
  #suspected: number | undefined;
  #searchFrom = 0;
  /** Position of a chirp that may be the first of a pair. */
  #firstChirp: number | undefined;

  /** Takes the next block, whose RMS level is `rms`. Returns a mark once its second chirp has been heard. */
  push(block: Float32Array, rms: number): FoundMark | undefined {
    if (this.#filled + block.length > this.#kept.length) {
      const dropped = this.#filled - KEPT;
      this.#kept.copyWithin(0, dropped, this.#filled);
      this.#filled = KEPT;
      this.#base += dropped;
    }
    const begin = this.#base + this.#filled;
    this.#kept.set(block, this.#filled);
    this.#filled += block.length;
    if (rms > CHIRP_RMS && begin >= this.#searchFrom) this.#suspected ??= begin;
    if (this.#suspected === undefined || this.#base + this.#filled < this.#suspected + LOOK_AHEAD + CHIRP_SAMPLES)
      return undefined;
    const found = this.#search(this.#suspected - LOOK_BACK, this.#suspected + LOOK_AHEAD);
    this.#searchFrom = (found ?? this.#suspected) + CHIRP_SAMPLES;
    this.#suspected = undefined;
    return found === undefined ? undefined : this.#pair(found);
  }

  #pair(position: number): FoundMark | undefined {
    const first = this.#firstChirp;
    const code = first === undefined ? undefined : decodeMark(position - first);
    this.#firstChirp = code === undefined ? position : undefined;
    return first === undefined || code === undefined ? undefined : { code, position: first };
  }

  /** Returns the position of the chirp that starts between two positions, if there is one. */
  #search(from: number, to: number): number | undefined {
    const low = Math.max(0, from - this.#base);
    const coarse = this.#best(low, to - this.#base, COARSE_STEP, COARSE_STRIDE);
    const best = this.#best(Math.max(0, coarse - COARSE_STEP), coarse + COARSE_STEP + 1, 1, 1);
    return this.#matchAt(best) >= MIN_MATCH ? this.#base + best : undefined;
  }

  #best(from: number, to: number, step: number, stride: number): number {
    let best = from;
    let highest = Number.NEGATIVE_INFINITY;
    for (let at = from; at < to; at += step) {
      let sum = 0;
      for (let i = 0; i < CHIRP_SAMPLES; i += stride) sum += (this.#kept[at + i] ?? 0) * (this.#template[i] ?? 0);
      if (sum > highest) [highest, best] = [sum, at];
    }
    return best;
  }

  /** Returns the normalised correlation with a chirp at an offset, -1 to 1. */
  #matchAt(at: number): number {
    let [sum, energy, templateEnergy] = [0, 0, 0];
    for (let i = 0; i < CHIRP_SAMPLES; i++) {
      const heard = this.#kept[at + i] ?? 0;
      const expected = this.#template[i] ?? 0;
      sum += heard * expected;
      energy += heard * heard;
      templateEnergy += expected * expected;
    }
    return energy === 0 ? 0 : sum / Math.sqrt(energy * templateEnergy);
  }
}
