import { toBase64 } from '../base64.ts';
import { bandRows, cutBands, framesPerComparison } from '../quality/clip-bands.ts';
import type { Plane } from '../quality/plane.ts';

/** Luma of some bands of a frame as it was handed to the encoder, base64. */
export interface ReferenceBands {
  readonly frame: number;
  readonly bands: string;
}

/** Cuts the reference bands out of those of the publisher's pictures that viewers compare. */
export class BandCutter {
  readonly #interval: number;
  #cut: ReferenceBands[] = [];

  constructor(fps: number) {
    this.#interval = framesPerComparison(fps);
  }

  /** Takes the luma of a picture that is about to be encoded. */
  cut(luma: Plane, width: number, height: number, frame: number): void {
    if (frame % this.#interval !== 0) return;
    const bands = cutBands(luma, width, bandRows(frame / this.#interval, height));
    this.#cut.push({ frame, bands: toBase64(bands) });
  }

  /** Returns the bands cut since the last call. */
  take(): ReferenceBands[] {
    const cut = this.#cut;
    this.#cut = [];
    return cut;
  }
}
