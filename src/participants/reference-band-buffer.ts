import type { ReferenceBands } from '../browser/source/reference-bands.ts';

/** Frames kept: three arrive per second, and viewers ask within two or three seconds for those they have seen. */
const MOST_KEPT = 30;

/** Keeps the reference bands of a clip's frames, as the publisher sends them, until every viewer has asked. */
export class ReferenceBandBuffer {
  readonly #kept = new Map<number, ReferenceBands>();

  add(bands: readonly ReferenceBands[]): void {
    for (const each of bands) this.#kept.set(each.frame, each);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
  }

  /** Returns the bands of those frames that are known. */
  get(frames: readonly number[]): ReferenceBands[] {
    return frames.flatMap((frame) => this.#kept.get(frame) ?? []);
  }
}
