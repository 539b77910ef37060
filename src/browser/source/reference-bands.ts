import { toBase64 } from '../base64.ts';
import { bandRows, blockOf, cutBands, framesPerComparison } from '../quality/clip-bands.ts';
import type { Plane } from '../quality/plane.ts';

/** Luma of some bands of a frame as it was handed to the encoder, base64. */
export interface ReferenceBands {
  readonly frame: number;
  readonly bands: string;
}

/** Cuts the reference bands out of those of the publisher's pictures that viewers compare. */
export class BandCutter {
  readonly #interval: number;
  #lastBlock: number | undefined;
  #cut: ReferenceBands[] = [];

  constructor(fps: number) {
    this.#interval = framesPerComparison(fps);
  }

  /** Takes the luma of a new picture that is about to be encoded. */
  cut(luma: Plane, width: number, height: number, frame: number): void {
    const block = blockOf(frame, this.#interval);
    if (block === this.#lastBlock) return;
    this.#lastBlock = block;
    const bands = cutBands(luma, width, bandRows(block, height));
    this.#cut.push({ frame, bands: toBase64(bands) });
  }

  /** Returns the bands cut since the last call. */
  take(): ReferenceBands[] {
    const cut = this.#cut;
    this.#cut = [];
    return cut;
  }
}
