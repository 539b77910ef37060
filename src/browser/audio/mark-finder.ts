import { CHIRP_SAMPLES, chirp, codeOf } from './sound-marks.ts';

/** A block at least so loud may hold a chirp's begin: the pilot alone has 0.07, a chirp 0.36. */
const CHIRP_RMS = 0.15;
/** A chirp may begin so many samples before the block that is loud enough: 10 ms. */
const LOOK_BACK = 480;
const LOOK_AHEAD = 480;
/** Every third sample still gives 16 kHz, twice what a chirp of 4 kHz needs. */
const COARSE_STRIDE = 3;
/** Of offsets: its correlation is about 16 samples wide. */
const COARSE_STEP = 4;
/** Of a perfect match; through Opus at 64 kbps a chirp keeps 0.95. */
const MIN_MATCH = 0.7;
/** Half a second, of which a search needs 60 ms. */
const KEPT = 24_000;

export interface FoundMark {
  readonly code: number;
  /** Of its first sample, counted from the first one heard. */
  readonly position: number;
}

/** Finds marks in sound that comes block by block: a matched filter, run only where it is loud. */
export class MarkFinder {
  readonly #shape = chirp();
  readonly #kept = new Float32Array(2 * KEPT);
  #filled = 0;
  /** Position of the first kept sample. */
  #base = 0;
  /** Where a chirp may begin, once enough is there to know. */
  #suspected: number | undefined;
  #searchFrom = 0;
  #before: number | undefined;

  /** `rms` of the block. Gives a mark whose second chirp has now been heard. */
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
    const first = this.#before;
    const code = first === undefined ? undefined : codeOf(position - first);
    this.#before = code === undefined ? position : undefined;
    return first === undefined || code === undefined ? undefined : { code, position: first };
  }

  /** Position of the chirp between two positions, if there is one. */
  #search(from: number, to: number): number | undefined {
    const low = Math.max(0, from - this.#base);
    const coarse = this.#best(low, to - this.#base, COARSE_STEP, COARSE_STRIDE);
    const best = this.#best(Math.max(0, coarse - COARSE_STEP), coarse + COARSE_STEP + 1, 1, 1);
    return this.#matchAt(best) >= MIN_MATCH ? this.#base + best : undefined;
  }

  #best(from: number, to: number, step: number, stride: number): number {
    let best = from;
    let most = Number.NEGATIVE_INFINITY;
    for (let at = from; at < to; at += step) {
      let sum = 0;
      for (let i = 0; i < CHIRP_SAMPLES; i += stride) sum += (this.#kept[at + i] ?? 0) * (this.#shape[i] ?? 0);
      if (sum > most) [most, best] = [sum, at];
    }
    return best;
  }

  /** Normalised correlation, -1..1. */
  #matchAt(at: number): number {
    let [sum, energy, own] = [0, 0, 0];
    for (let i = 0; i < CHIRP_SAMPLES; i++) {
      const heard = this.#kept[at + i] ?? 0;
      const wanted = this.#shape[i] ?? 0;
      sum += heard * wanted;
      energy += heard * heard;
      own += wanted * wanted;
    }
    return energy === 0 ? 0 : sum / Math.sqrt(energy * own);
  }
}
