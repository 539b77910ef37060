import { jitterDraw } from './jitter-draw.ts';
import { JITTER_SHAPES, type JitterShape } from './jitter-shape.ts';
import { JITTER_STEP_MS, meanHeldMs } from './mean-held.ts';

/**
 * Packet delay variation that keeps order, as a function of time: RFC 8868's "approximately random subject to no
 * reordering". For each ms delay is drawn anew and independently; who would overtake is held back behind those drawn
 * before, so delay falls as fast as time runs and no faster. Whatever a stream's rate, it meets what a dense one would
 * meet. (Held back packet by packet instead, as netem's fifo does, delay would depend on the rate.)
 *
 * Holding back narrows the spread, the more the larger the jitter: of ±40 ms a standard deviation of 5.5 ms is left. And it
 * raises the mean, which is taken off again: the mean delay is the one that is asked for. Congestion control sees jumps and
 * releases, as on radio lines, never a rise over many packets: that would be a queue. (With draws each 4 ms, which spread
 * twice as far, an encoder of 2.5 Mbps took ±50 ms for one.) Times must not decrease, nor be before `startMs`.
 */
export class HeldJitter {
  readonly #jitterMs: number;
  readonly #seed: number;
  readonly #shape: JitterShape;
  readonly #meanMs: number;
  /** After so many steps a draw holds nobody back any more, however late it was. */
  readonly #memorySteps: number;
  #step: number;
  #drawnMs = Number.NEGATIVE_INFINITY;
  /** Delay that packets are held back to at the beginning of the step, and at that of the next. */
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

  extraMs(atMs: number): number {
    const step = Math.floor(atMs / JITTER_STEP_MS);
    if (step > this.#step) this.#goTo(step);
    return Math.max(this.#drawnMs, this.#heldMs - (atMs - step * JITTER_STEP_MS)) - this.#meanMs;
  }

  /** After an hour without packets as quickly as after a second: what is forgotten by then is not drawn. */
  #goTo(step: number): void {
    const oldest = step - this.#memorySteps;
    if (oldest > this.#step + 1) this.#nextHeldMs = Number.NEGATIVE_INFINITY;
    for (let n = Math.max(oldest, this.#step + 1); n <= step; n++) {
      this.#heldMs = this.#nextHeldMs;
      this.#drawnMs = this.#jitterMs * jitterDraw(this.#shape, this.#seed, n);
      this.#nextHeldMs = Math.max(this.#drawnMs, this.#heldMs - JITTER_STEP_MS);
    }
    this.#step = step;
  }
}
