import { hash32 } from '../../../lib/random.ts';
import type { Radio } from '../../../model/scenario/network.ts';

const CHANCES = 2 ** 32;
const STREAM = { grants: 12, aggregation: 13 } as const;

/**
 * Instants at which a radio lets go what has gathered: a cellular scheduler's grants, at even distances, and the turns that a
 * Wi-Fi station wins, one somewhere in each stretch. In between packets wait, so delay jumps and falls as time runs: a
 * sawtooth that keeps order by itself. A function of seed and time.
 */
export class RadioGates {
  readonly #grantMs: number;
  readonly #phaseMs: number;
  readonly #aggregateMs: number;
  readonly #seed: number;

  constructor({ grantMs = 0, aggregateMs = 0 }: Radio, seed: number) {
    this.#grantMs = grantMs;
    this.#phaseMs = grantMs * (hash32(seed, STREAM.grants) / CHANCES);
    this.#aggregateMs = aggregateMs;
    this.#seed = hash32(seed, STREAM.aggregation);
  }

  /** How long what comes at `atMs` waits until it is let go. */
  waitMs(atMs: number): number {
    let opensMs = atMs;
    if (this.#grantMs > 0)
      opensMs = Math.ceil((opensMs - this.#phaseMs) / this.#grantMs) * this.#grantMs + this.#phaseMs;
    if (this.#aggregateMs > 0) opensMs = this.#turnAfter(opensMs);
    return Math.max(0, opensMs - atMs);
  }

  #turnAfter(atMs: number): number {
    const stretch = Math.floor(atMs / this.#aggregateMs);
    const turnMs = this.#turnIn(stretch);
    return turnMs >= atMs ? turnMs : this.#turnIn(stretch + 1);
  }

  #turnIn(stretch: number): number {
    return (stretch + hash32(this.#seed, stretch) / CHANCES) * this.#aggregateMs;
  }
}
