import { createRandom, hash32 } from '../../lib/random.ts';
import { REFERENCE_PACKET_MS } from '../../model/recording/reference-packet.ts';

/** Steps after which the chain is drawn anew, 65 s: nobody has to catch up with more after a time without packets. */
const BLOCK_STEPS = 1 << 14;

/**
 * The two-state chain of Gilbert and Elliott on the clock of the reference stream. As in netem (sch_netem.c,
 * loss_gilb_ell) it starts good, and each step's packet is judged by the state from before that step's transition.
 * Instead of one draw a step, the length of each stay is drawn at once (geometric: the same law), so asking costs nothing
 * between changes and the state at a time depends on the seed alone. Every block of time has draws of its own and begins in
 * the bad state as often as that lasts. Times must not decrease, nor be before `startMs`.
 */
export class BurstChain {
  readonly #seed: number;
  readonly #p: number;
  readonly #r: number;
  readonly #startStep: number;
  #random: () => number;
  #block = 0;
  #bad = false;
  #changeAtStep: number;

  constructor(p: number, r: number, seed: number, startMs = 0) {
    this.#p = p;
    this.#r = r;
    this.#seed = seed;
    this.#random = createRandom(seed);
    this.#startStep = Math.floor(startMs / REFERENCE_PACKET_MS);
    this.#changeAtStep = stay(p, this.#random);
  }

  isBad(atMs: number): boolean {
    const step = Math.floor(atMs / REFERENCE_PACKET_MS) - this.#startStep;
    const block = Math.floor(step / BLOCK_STEPS);
    if (block > this.#block) this.#begin(block);
    while (step >= this.#changeAtStep) {
      this.#bad = !this.#bad;
      this.#changeAtStep += stay(this.#bad ? this.#r : this.#p, this.#random);
    }
    return this.#bad;
  }

  #begin(block: number): void {
    this.#block = block;
    this.#random = createRandom(hash32(this.#seed, block));
    this.#bad = this.#random() * (this.#p + this.#r) < this.#p;
    this.#changeAtStep = block * BLOCK_STEPS + stay(this.#bad ? this.#r : this.#p, this.#random);
  }
}

/** Steps until the state is left, 1 or more, when each step leaves it with probability `leave`. */
function stay(leave: number, random: () => number): number {
  const u = 1 - random();
  if (leave <= 0) return Number.POSITIVE_INFINITY;
  if (leave >= 1) return 1;
  return 1 + Math.floor(Math.log(u) / Math.log(1 - leave));
}
