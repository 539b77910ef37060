import { createRandom } from '../lib/random.ts';

/** A swing lasts this many times its height (2 x jitterMs): longer than 1, so delay never falls faster than time runs. */
const SHORTEST_SWING = 1.25;
const LONGEST_SWING = 3.75;

/**
 * Extra delay as a function of time: straight swings between -jitterMs and +jitterMs and back, each of its own random
 * duration. Every swing spends equal time at every height, so over time the extra delay is exactly uniform with mean
 * zero; and as it falls by at most 0.8 ms a ms, no packet overtakes the one before, so nothing has to be held back for
 * order. (Independent draws a packet, kept in order by holding back, would raise the mean delay with the packet rate.)
 * Packets closer together than a swing are correlated, as they are behind a real queue. Times must not decrease.
 */
export class JitterWave {
  readonly #jitterMs: number;
  readonly #random: () => number;
  #fromMs: number;
  #toMs: number;
  #rising: boolean;

  constructor(jitterMs: number, seed: number) {
    this.#jitterMs = jitterMs;
    this.#random = createRandom(seed);
    this.#rising = this.#random() < 0.5;
    const durationMs = this.#swingMs();
    // Starts anywhere within its first swing.
    this.#fromMs = -this.#random() * durationMs;
    this.#toMs = this.#fromMs + durationMs;
  }

  extraMs(atMs: number): number {
    if (this.#jitterMs <= 0) return 0;
    while (atMs >= this.#toMs) {
      this.#fromMs = this.#toMs;
      this.#toMs += this.#swingMs();
      this.#rising = !this.#rising;
    }
    const climbed = 2 * ((atMs - this.#fromMs) / (this.#toMs - this.#fromMs)) - 1;
    return this.#jitterMs * (this.#rising ? climbed : -climbed);
  }

  #swingMs(): number {
    return 2 * this.#jitterMs * (SHORTEST_SWING + (LONGEST_SWING - SHORTEST_SWING) * this.#random());
  }
}
