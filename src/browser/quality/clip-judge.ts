import { fromBase64 } from '../snapshots/base64.ts';
import type { ReferenceBands } from '../source/reference-bands.ts';
import type { FrameInfo } from '../viewer/frame-info.ts';
import type { Luma } from '../viewer/luma.ts';
import { BlockSums } from './block-sums.ts';
import { bandRows, compareBands, comparedEvery, cutBands } from './clip-bands.ts';
import type { Similarity } from './compare-luma.ts';
import { scaleLuma } from './scale-luma.ts';

/** Seen pictures that wait for their true ones, one a second: one that is lost must not be waited for for ever. */
const MOST_HELD = 10;

/** Keeps of a clip's pictures what can be compared, until the true ones are told. */
export class ClipJudge {
  readonly #width: number;
  readonly #height: number;
  readonly #every: number;
  readonly #sums: BlockSums;
  readonly #held = new Map<number, { readonly sight: FrameInfo; readonly bands: Uint8Array }>();

  /** The broadcast's picture. */
  constructor({ width, height, fps }: { readonly width: number; readonly height: number; readonly fps: number }) {
    this.#width = width;
    this.#height = height;
    this.#every = comparedEvery(fps);
    this.#sums = new BlockSums(width);
  }

  hold(sight: FrameInfo, seen: Luma, seenWidth: number, seenHeight: number): void {
    const [width, height] = [this.#width, this.#height];
    if (sight.number % this.#every !== 0) return;
    const inSize =
      seenWidth === width && seenHeight === height
        ? seen
        : { data: scaleLuma(seen, seenWidth, seenHeight, width, height), offset: 0, stride: width };
    const rows = bandRows(sight.number / this.#every, height);
    this.#held.set(sight.number, { sight, bands: cutBands(inSize, width, rows) });
    for (const [oldest] of this.#held) if (this.#held.size > MOST_HELD) this.#held.delete(oldest);
  }

  /** Numbers of the frames whose true bands are wanted. */
  get wanted(): number[] {
    return [...this.#held.keys()];
  }

  /** Undefined if nobody waited for it. */
  judge({ frame, bands }: ReferenceBands): { readonly sight: FrameInfo; readonly likeness: Similarity } | undefined {
    const held = this.#held.get(frame);
    if (held === undefined) return undefined;
    this.#held.delete(frame);
    return { sight: held.sight, likeness: compareBands(held.bands, fromBase64(bands), this.#width, this.#sums) };
  }
}
