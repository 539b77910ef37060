import { hash32 } from '../lib/random.ts';
import type { JitterShape } from './jitter-shape.ts';

const CHANCES = 2 ** 32;

/** Extra delay drawn for every packet by itself, by its number: packets may overtake, as in netem without a rate. */
export class JitterDraw {
  readonly #jitterMs: number;
  readonly #seed: number;
  readonly #shape: JitterShape;
  #draws = 0;

  constructor(jitterMs: number, seed: number, shape: JitterShape) {
    this.#jitterMs = jitterMs;
    this.#seed = seed;
    this.#shape = shape;
  }

  extraMs(): number {
    const chance = hash32(this.#seed, this.#draws++) / CHANCES;
    const other = hash32(this.#seed, this.#draws++) / CHANCES;
    const { least, most } = this.#shape;
    return this.#jitterMs * Math.min(most, Math.max(least, this.#shape.draw(chance, other)));
  }
}
