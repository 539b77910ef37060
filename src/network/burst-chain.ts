import { createRandom } from '../lib/random.ts';
import { REFERENCE_PACKET_MS } from '../model/reference-packet.ts';

/**
 * The two-state chain of Gilbert and Elliott on the clock of the reference stream. As in netem (sch_netem.c,
 * loss_gilb_ell) it starts good, and each step's packet is judged by the state from before that step's transition.
 * Instead of one draw a step, the length of each stay is drawn at once (geometric: the same law), so asking costs nothing
 * between changes and the state at a time depends on the seed alone. Times must not decrease, nor be before
 * `startMs`.
 */
export class BurstChain {
  readonly #random: () => number;
  readonly #p: number;
  readonly #r: number;
  #bad = false;
  #changeAtStep: number;

  constructor(p: number, r: number, seed: number, startMs = 0) {
    this.#p = p;
    this.#r = r;
    this.#random = createRandom(seed);
    this.#changeAtStep = Math.floor(startMs / REFERENCE_PACKET_MS) + stay(p, this.#random);
  }

  isBad(atMs: number): boolean {
    const step = Math.floor(atMs / REFERENCE_PACKET_MS);
    while (step >= this.#changeAtStep) {
      this.#bad = !this.#bad;
      this.#changeAtStep += stay(this.#bad ? this.#r : this.#p, this.#random);
    }
    return this.#bad;
  }
}

/** Steps until the state is left, 1 or more, when each step leaves it with probability `leave`. */
function stay(leave: number, random: () => number): number {
  const u = 1 - random();
  if (leave <= 0) return Number.POSITIVE_INFINITY;
  if (leave >= 1) return 1;
  return 1 + Math.floor(Math.log(u) / Math.log(1 - leave));
}
