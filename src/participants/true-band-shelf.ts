import type { TrueBands } from '../browser/source/true-bands.ts';

/** Three a second are told; viewers ask within two or three seconds for those they have seen. */
const MOST_KEPT = 30;

/** What the publisher told of its clip's true pictures, kept until every viewer has asked. */
export class TrueBandShelf {
  readonly #kept = new Map<number, TrueBands>();

  add(bands: readonly TrueBands[]): void {
    for (const each of bands) this.#kept.set(each.frame, each);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
  }

  /** Those of them that are known. */
  get(frames: readonly number[]): TrueBands[] {
    return frames.flatMap((frame) => this.#kept.get(frame) ?? []);
  }
}
