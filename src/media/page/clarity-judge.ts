import { MARGIN_ROWS } from './clip-bands.ts';
import { compareLuma, type Likeness, type Luma } from './compare-luma.ts';
import { scaleLuma } from './scale-luma.ts';
import { Scene } from './scene.ts';
import { stripHeight } from './time-code.ts';

/** Holds pictures against the true ones, made again from their numbers: in the broadcast's size, whatever size they came in. */
export class ClarityJudge {
  readonly #scene: Scene;
  readonly #truth: Luma;

  constructor(width: number, height: number) {
    this.#scene = new Scene(width, height);
    this.#truth = { data: new Uint8Array(width * height), offset: 0, stride: width };
  }

  /**
   * The luma of a decoded picture against frame `frame`. A smaller picture is blown up first, as a player does: what it
   * lost by being small it lost.
   */
  judge(frame: number, seen: Luma, seenWidth: number, seenHeight: number): Likeness {
    const { width, height } = this.#scene;
    this.#scene.renderLuma(frame, this.#truth.data);
    const inSize =
      seenWidth === width && seenHeight === height
        ? seen
        : { data: scaleLuma(seen, seenWidth, seenHeight, width, height), offset: 0, stride: width };
    return compareLuma(inSize, this.#truth, width, stripHeight(height) + MARGIN_ROWS, height);
  }

  /** Makes ready for scenes to come, one at a time: called when there is nothing to judge. */
  prepare(): void {
    this.#scene.prepareLuma();
  }
}
