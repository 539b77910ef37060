import { Scene } from '../source/scene.ts';
import { stripHeight } from '../time-code.ts';
import { BlockSums } from './block-sums.ts';
import { MARGIN_ROWS } from './clip-bands.ts';
import { LumaComparison, type Similarity } from './luma-comparison.ts';
import { type Plane, rowsFrom } from './plane.ts';
import { inSize } from './scale-plane.ts';

/** Rows of the reference picture made at a time, each strip compared with what was seen while it is still in the CPU's cache. */
const STRIP_ROWS = 16;
/** Shelf planes kept: the scene's own, and the one with the product held in the hand. */
const PLANES_KEPT = 2;

/**
 * Compares the presenter's decoded frames with the originals, made again from their frame numbers, in the broadcast's size
 * whatever size they arrived in.
 */
export class SceneComparer {
  readonly #scene: Scene;
  readonly #reference: Plane;
  readonly #sums: BlockSums;

  constructor(width: number, height: number) {
    this.#scene = new Scene(width, height, PLANES_KEPT);
    this.#reference = { data: new Uint8Array(width * STRIP_ROWS), offset: 0, stride: width };
    this.#sums = new BlockSums(width);
  }

  /**
   * Compares the luma of a decoded picture with frame number `frame`. A smaller picture is scaled up first, as a player does:
   * what it lost by being small counts as lost.
   */
  compare(frame: number, seen: Plane, seenWidth: number, seenHeight: number): Similarity {
    const { width, height } = this.#scene;
    const inBroadcastSize = inSize(seen, seenWidth, seenHeight, width, height);
    const comparison = new LumaComparison(this.#sums);
    for (let top = stripHeight(height) + MARGIN_ROWS; top < height; top += STRIP_ROWS) {
      const bottom = Math.min(height, top + STRIP_ROWS);
      this.#scene.renderLuma(frame, this.#reference.data, top, bottom);
      comparison.add(rowsFrom(inBroadcastSize, top), this.#reference, bottom - top);
    }
    return comparison.similarity;
  }
}
