import { hashShare } from '../../../lib/random.ts';
import type { JitterShape } from './jitter-shape.ts';

/** Returns the `n`-th draw of a seed, in units of jitterMs: a pure function of its arguments. */
export function drawJitter(shape: JitterShape, seed: number, n: number): number {
  return shape.draw(hashShare(seed, 2 * n), hashShare(seed, 2 * n + 1));
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
