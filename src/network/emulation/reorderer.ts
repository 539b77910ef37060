import { hashShare } from '../../lib/random.ts';

/**
 * Reordering as in netem (sch_netem.c, netem_enqueue): after gap - 1 packets, each further packet is a candidate and is
 * picked with probability `fraction`; once one is picked, the count starts over.
 */
export class Reorderer {
  readonly #seed: number;
  readonly #fraction: number;
  readonly #gap: number;
  #sinceLast = 0;
  #draws = 0;

  constructor({ fraction, gap }: { readonly fraction: number; readonly gap: number }, seed: number) {
    this.#seed = seed;
    this.#fraction = fraction;
    this.#gap = gap;
  }

  /** Tells whether the next packet is to be reordered: sent ahead, or late. */
  picksNext(): boolean {
    const picked = this.#sinceLast >= this.#gap - 1 && hashShare(this.#seed, this.#draws++) < this.#fraction;
    this.#sinceLast = picked ? 0 : this.#sinceLast + 1;
    return picked;
  }
}
