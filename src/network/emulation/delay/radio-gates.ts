import { hash32, hashShare } from '../../../lib/random.ts';
import type { Radio } from '../../../model/scenario/link-profile.ts';

const STREAM = { grants: 12, aggregation: 13 } as const;

/**
 * Instants at which a radio releases the packets it has batched: evenly spaced grants of a cellular scheduler, and the
 * transmit turns of a Wi-Fi station, one at a random place in each interval. Packets wait in between, so delay jumps up and
 * falls as time runs: a sawtooth that keeps order by itself. A function of seed and time.
 */
export class RadioGates {
  readonly #grantMs: number;
  readonly #phaseMs: number;
  readonly #aggregateMs: number;
  readonly #seed: number;

  constructor({ grantMs = 0, aggregateMs = 0 }: Radio, seed: number) {
    this.#grantMs = grantMs;
    this.#phaseMs = grantMs * hashShare(seed, STREAM.grants);
    this.#aggregateMs = aggregateMs;
    this.#seed = hash32(seed, STREAM.aggregation);
  }

  /** Returns how long a packet that arrives at `atMs` waits for its release. */
  waitMs(atMs: number): number {
    let opensMs = atMs;
    if (this.#grantMs > 0)
      opensMs = Math.ceil((opensMs - this.#phaseMs) / this.#grantMs) * this.#grantMs + this.#phaseMs;
    if (this.#aggregateMs > 0) opensMs = this.#turnAfter(opensMs);
    return Math.max(0, opensMs - atMs);
  }

  #turnAfter(atMs: number): number {
    const interval = Math.floor(atMs / this.#aggregateMs);
    const turnMs = this.#turnIn(interval);
    return turnMs >= atMs ? turnMs : this.#turnIn(interval + 1);
  }

  #turnIn(interval: number): number {
    return (interval + hashShare(this.#seed, interval)) * this.#aggregateMs;
  }
}
