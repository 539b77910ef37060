import { drawJitter } from './jitter-draw.ts';
import { JITTER_SHAPES, type JitterShape } from './jitter-shape.ts';
import { JITTER_STEP_MS, meanHeldMs } from './mean-held.ts';

/**
 * Order-preserving packet delay variation as a function of time: RFC 8868's "approximately random subject to no
 * reordering". Each ms has its own independent draw; a packet that would overtake is held back behind earlier draws, so
 * delay falls at most as fast as time runs. A stream of any rate meets what a dense one would meet. (If packets were held
 * back one by one, as netem's FIFO does, delay would depend on the rate.)
 *
 * Holding back narrows the spread, the more the larger the jitter: ±40 ms leave a standard deviation of 5.5 ms. It also
 * raises the mean; that rise is subtracted, so that the mean delay is the one asked for. Congestion control sees jumps and
 * releases, as on radio links, never a rise over many packets, which would look like a queue. (Draws every 4 ms spread
 * twice as far; an encoder at 2.5 Mbps mistook ±50 ms of those for a queue.) Times must not decrease or precede `startMs`.
 */
export class HeldJitter {
  readonly #jitterMs: number;
  readonly #seed: number;
  readonly #shape: JitterShape;
  readonly #meanMs: number;
  /** Steps after which a draw no longer holds packets back, however large it was. */
  readonly #memorySteps: number;
  #step: number;
  #drawnMs = Number.NEGATIVE_INFINITY;
  /** Delay to which packets are held back at the beginning of the current step, and of the next. */
  #heldMs = Number.NEGATIVE_INFINITY;
  #nextHeldMs = Number.NEGATIVE_INFINITY;

  constructor(jitterMs: number, seed: number, shape: JitterShape = JITTER_SHAPES.uniform, startMs = 0) {
    this.#jitterMs = jitterMs;
    this.#seed = seed;
    this.#shape = shape;
    this.#meanMs = meanHeldMs(jitterMs, shape);
    this.#memorySteps = Math.ceil(((shape.most - shape.least) * jitterMs) / JITTER_STEP_MS) + 1;
    this.#step = Math.floor(startMs / JITTER_STEP_MS) - 1;
  }

  /** Returns the delay beyond the mean, negative or positive, at `atMs`. */
  extraMs(atMs: number): number {
    const step = Math.floor(atMs / JITTER_STEP_MS);
    if (step > this.#step) this.#goTo(step);
    return Math.max(this.#drawnMs, this.#heldMs - (atMs - step * JITTER_STEP_MS)) - this.#meanMs;
  }

  /** Advances to `step`. Skips draws that no longer matter, so that an hour without packets costs no more than a second. */
  #goTo(step: number): void {
    const oldest = step - this.#memorySteps;
    if (oldest > this.#step + 1) this.#nextHeldMs = Number.NEGATIVE_INFINITY;
    for (let n = Math.max(oldest, this.#step + 1); n <= step; n++) {
      this.#heldMs = this.#nextHeldMs;
      this.#drawnMs = this.#jitterMs * drawJitter(this.#shape, this.#seed, n);
      this.#nextHeldMs = Math.max(this.#drawnMs, this.#heldMs - JITTER_STEP_MS);
    }
    this.#step = step;
  }
}
