import { hash32 } from '../../lib/random.ts';

const CHANCES = 2 ** 32;

/**
 * netem's reorder (sch_netem.c, netem_enqueue): after gap - 1 packets the next is a candidate, and one after the other
 * until, with the given probability, one is sent ahead; then the count begins anew.
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

  /** Whether the next packet is one that is sent ahead, or late. */
  choosesNext(): boolean {
    const chosen = this.#sinceLast >= this.#gap - 1 && hash32(this.#seed, this.#draws++) / CHANCES < this.#fraction;
    this.#sinceLast = chosen ? 0 : this.#sinceLast + 1;
    return chosen;
  }
}
