import { createRandom } from '../lib/random.ts';
import { JITTER_SHAPES, type JitterShape } from './jitter-shape.ts';

/** A swing lasts this many times its height: longer than 1, so delay never falls faster than time runs. */
const SHORTEST_SWING = 1.25;
const LONGEST_SWING = 3.75;

/**
 * Extra delay as a function of time: straight swings between a trough and a crest and back, each at its own random speed.
 * A swing spends equal time at every height it passes, so the share of time at a height is the share of swings that pass
 * it: with crests and troughs drawn so that this share is the density over its peak, extra delay over time has exactly the
 * distribution asked for (for uniform: every swing goes from end to end). And as it falls by at most 0.8 ms a ms, no
 * packet overtakes the one before, so nothing has to be held back for order. (Independent draws a packet, kept in order
 * by holding back, would raise the mean delay with the packet rate.) Packets closer together than a swing are
 * correlated, as they are behind a real queue. Times must not decrease, nor be before `startMs`.
 */
export class JitterWave {
  readonly #jitterMs: number;
  readonly #shape: JitterShape;
  readonly #leastMs: number;
  readonly #mostMs: number;
  readonly #random: () => number;
  #fromMs: number;
  #toMs: number;
  /** Heights at both ends of the swing, in ms. */
  #fromHeightMs: number;
  #toHeightMs: number;

  constructor(jitterMs: number, seed: number, shape: JitterShape = JITTER_SHAPES.uniform, startMs = 0) {
    this.#jitterMs = jitterMs;
    this.#shape = shape;
    this.#leastMs = shape.least * jitterMs;
    this.#mostMs = shape.most * jitterMs;
    this.#random = createRandom(seed);
    const rising = this.#random() < 0.5;
    this.#fromHeightMs = this.#turnMs(!rising);
    this.#toHeightMs = this.#turnMs(rising);
    const durationMs = this.#swingMs();
    // Starts anywhere within its first swing.
    this.#fromMs = startMs - this.#random() * durationMs;
    this.#toMs = this.#fromMs + durationMs;
  }

  extraMs(atMs: number): number {
    if (this.#jitterMs <= 0) return 0;
    while (atMs >= this.#toMs) {
      const rose = this.#toHeightMs > this.#fromHeightMs;
      this.#fromMs = this.#toMs;
      this.#fromHeightMs = this.#toHeightMs;
      this.#toHeightMs = this.#turnMs(!rose);
      this.#toMs += this.#swingMs();
    }
    const share = (atMs - this.#fromMs) / (this.#toMs - this.#fromMs);
    const heightMs = this.#fromHeightMs + share * (this.#toHeightMs - this.#fromHeightMs);
    return Math.max(this.#leastMs, Math.min(this.#mostMs, heightMs));
  }

  /** Height of the next crest or trough. */
  #turnMs(crest: boolean): number {
    const chance = this.#shape.swingsVary ? this.#random() : 0;
    return this.#jitterMs * (crest ? this.#shape.crest(chance) : this.#shape.trough(chance));
  }

  #swingMs(): number {
    const heightMs = Math.abs(this.#toHeightMs - this.#fromHeightMs);
    return heightMs * (SHORTEST_SWING + (LONGEST_SWING - SHORTEST_SWING) * this.#random());
  }
}
