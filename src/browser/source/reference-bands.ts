import { bandRows, comparedEvery, cutBands } from '../quality/clip-bands.ts';
import { toBase64 } from '../snapshots/base64.ts';
import type { Luma } from '../viewer/luma.ts';

/** The luma of some bands of a frame as it was handed to the encoder, base64. */
export interface ReferenceBands {
  readonly frame: number;
  readonly bands: string;
}

/** Cuts the bands of the frames that are compared out of the publisher's pictures. */
export class BandCutter {
  readonly #every: number;
  #cut: ReferenceBands[] = [];

  constructor(fps: number) {
    this.#every = comparedEvery(fps);
  }

  /** Of the luma of a picture that is about to be encoded. */
  cut(luma: Luma, width: number, height: number, frame: number): void {
    if (frame % this.#every !== 0) return;
    const bands = cutBands(luma, width, bandRows(frame / this.#every, height));
    this.#cut.push({ frame, bands: toBase64(bands) });
  }

  take(): ReferenceBands[] {
    const cut = this.#cut;
    this.#cut = [];
    return cut;
  }
}
