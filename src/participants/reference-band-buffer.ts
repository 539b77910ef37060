import type { ReferenceBands } from '../browser/source/reference-bands.ts';

/** Frames kept: three arrive per second, and viewers ask within two or three seconds for those they have seen. */
const MAX_FRAMES = 30;

/** Keeps the reference bands of a clip's frames, as the publisher sends them, until every viewer has asked. */
export class ReferenceBandBuffer {
  readonly #bandsByFrame = new Map<number, ReferenceBands>();

  add(bands: readonly ReferenceBands[]): void {
    for (const one of bands) this.#bandsByFrame.set(one.frame, one);
    for (const oldest of this.#bandsByFrame.keys())
      if (this.#bandsByFrame.size > MAX_FRAMES) this.#bandsByFrame.delete(oldest);
  }

  /** Returns the bands of those frames that are known. */
  get(frames: readonly number[]): ReferenceBands[] {
    return frames.flatMap((frame) => this.#bandsByFrame.get(frame) ?? []);
  }
}
