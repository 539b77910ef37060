import { Scene } from '../source/scene.ts';
import { stripHeight } from '../stamp/time-code.ts';
import { type Luma, rowsFrom } from '../viewer/luma.ts';
import { BlockSums } from './block-sums.ts';
import { MARGIN_ROWS } from './clip-bands.ts';
import { LumaComparison, type Similarity } from './compare-luma.ts';
import { scaleLuma } from './scale-luma.ts';

/** The true picture is made so many rows at a time, each held against what was seen while it is in the cache. */
const STRIP_ROWS = 16;
/** The scene's shelf and what the hand holds of the next one. */
const PLANES_KEPT = 2;

/** Holds pictures against the true ones, made again from their numbers: in the broadcast's size, whatever size they came in. */
export class ClarityJudge {
  readonly #scene: Scene;
  readonly #truth: Luma;
  readonly #sums: BlockSums;

  constructor(width: number, height: number) {
    this.#scene = new Scene(width, height, PLANES_KEPT);
    this.#truth = { data: new Uint8Array(width * STRIP_ROWS), offset: 0, stride: width };
    this.#sums = new BlockSums(width);
  }

  /**
   * The luma of a decoded picture against frame `frame`. A smaller picture is blown up first, as a player does: what it
   * lost by being small it lost.
   */
  judge(frame: number, seen: Luma, seenWidth: number, seenHeight: number): Similarity {
    const { width, height } = this.#scene;
    const inSize =
      seenWidth === width && seenHeight === height
        ? seen
        : { data: scaleLuma(seen, seenWidth, seenHeight, width, height), offset: 0, stride: width };
    const comparison = new LumaComparison(this.#sums);
    for (let top = stripHeight(height) + MARGIN_ROWS; top < height; top += STRIP_ROWS) {
      const bottom = Math.min(height, top + STRIP_ROWS);
      this.#scene.renderLuma(frame, this.#truth.data, top, bottom);
      comparison.add(rowsFrom(inSize, top), this.#truth, bottom - top);
    }
    return comparison.likeness;
  }
}
