import { createRandom, hash32 } from '../../lib/random.ts';
import { REFERENCE_PACKET_MS } from '../../model/scenario/reference-packet.ts';

/**
 * Steps per block, 65 s. Each block is drawn afresh, so that a pause without packets never costs more than one block to
 * catch up.
 */
const BLOCK_STEPS = 1 << 14;

/**
 * Gilbert-Elliott chain of two states that advances with the reference stream's clock. As in netem (sch_netem.c,
 * loss_gilb_ell), it starts in the good state, and a step's packet is judged by the state before that step's transition.
 * The length of each stay is drawn at once instead of one draw per step (a geometric distribution, so equivalent): a query
 * costs nothing between changes, and the state at a given time depends on the seed alone. Each block of time has its own
 * draws and begins in the bad state with that state's stationary probability. Times must not decrease or precede `startMs`.
 */
export class BurstChain {
  readonly #seed: number;
  /** Probability per step of leaving the good state, and of leaving the bad state. */
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
    this.#changeAtStep = drawStay(p, this.#random);
  }

  isBad(atMs: number): boolean {
    const step = Math.floor(atMs / REFERENCE_PACKET_MS) - this.#startStep;
    const block = Math.floor(step / BLOCK_STEPS);
    if (block > this.#block) this.#beginBlock(block);
    while (step >= this.#changeAtStep) {
      this.#bad = !this.#bad;
      this.#changeAtStep += drawStay(this.#bad ? this.#r : this.#p, this.#random);
    }
    return this.#bad;
  }

  #beginBlock(block: number): void {
    this.#block = block;
    this.#random = createRandom(hash32(this.#seed, block));
    this.#bad = this.#random() * (this.#p + this.#r) < this.#p;
    this.#changeAtStep = block * BLOCK_STEPS + drawStay(this.#bad ? this.#r : this.#p, this.#random);
  }
}

/** Draws the number of steps until the state is left, at least 1, if each step leaves it with probability `leave`. */
function drawStay(leave: number, random: () => number): number {
  const u = 1 - random();
  if (leave <= 0) return Number.POSITIVE_INFINITY;
  if (leave >= 1) return 1;
  return 1 + Math.floor(Math.log(u) / Math.log(1 - leave));
}
