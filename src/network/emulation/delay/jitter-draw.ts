import { hash32 } from '../../../lib/random.ts';
import type { JitterShape } from './jitter-shape.ts';

const CHANCES = 2 ** 32;

/** Returns the `n`-th draw of a seed, in units of jitterMs: a pure function of its arguments. */
export function drawJitter(shape: JitterShape, seed: number, n: number): number {
  return shape.draw(hash32(seed, 2 * n) / CHANCES, hash32(seed, 2 * n + 1) / CHANCES);
}

/** Extra delay drawn independently for each packet, by its number. Packets may overtake, as in netem without a rate. */
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
    return this.#jitterMs * drawJitter(this.#shape, this.#seed, this.#draws++);
  }
}
