/** Samples come once a second: numbers of the last seconds, more than a picture that is shown again can lie behind. */
const KEPT = 600;

/** Tells which of the frames seen are new pictures, sample by sample: one that stands still since an earlier sample is none. */
export class NewFrames {
  readonly #known = new Set<number>();

  /** Takes a sample's frame numbers; returns the places of those not seen before. */
  add(frames: readonly number[]): readonly number[] {
    const places = frames.flatMap((frame, place) => {
      if (this.#known.has(frame)) return [];
      this.#known.add(frame);
      return [place];
    });
    this.#forget(new Set(frames));
    return places;
  }

  /** Forgets the oldest beyond KEPT, but none that is still shown. */
  #forget(shown: ReadonlySet<number>): void {
    for (const frame of this.#known) {
      if (this.#known.size <= KEPT) return;
      if (!shown.has(frame)) this.#known.delete(frame);
    }
  }
}
