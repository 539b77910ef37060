import { fromBase64 } from '../base64.ts';
import type { ReferenceBands } from '../source/reference-bands.ts';
import type { FrameInfo } from '../viewer/frame-info.ts';
import { BlockSums } from './block-sums.ts';
import { bandRows, blockOf, compareBands, cutBands, framesPerComparison } from './clip-bands.ts';
import type { Similarity } from './luma-comparison.ts';
import type { Plane } from './plane.ts';
import { inSize } from './scale-plane.ts';

/** Seen pictures that may wait for their reference, one a second: one that got lost must not be waited for forever. */
const MOST_HELD = 10;

/** Keeps the comparable bands of a clip's decoded pictures until their reference bands arrive. */
export class ClipComparer {
  readonly #width: number;
  readonly #height: number;
  readonly #interval: number;
  readonly #sums: BlockSums;
  readonly #held = new Map<number, { readonly info: FrameInfo; readonly bands: Uint8Array }>();

  /** Takes the broadcast's picture size and frame rate. */
  constructor({ width, height, fps }: { readonly width: number; readonly height: number; readonly fps: number }) {
    this.#width = width;
    this.#height = height;
    this.#interval = framesPerComparison(fps);
    this.#sums = new BlockSums(width);
  }

  /** Keeps the bands of a decoded picture. If it turns out to have no reference, it is dropped for newer ones. */
  hold(info: FrameInfo, seen: Plane, seenWidth: number, seenHeight: number): void {
    const [width, height] = [this.#width, this.#height];
    const inBroadcastSize = inSize(seen, seenWidth, seenHeight, width, height);
    const rows = bandRows(blockOf(info.number, this.#interval), height);
    this.#held.set(info.number, { info, bands: cutBands(inBroadcastSize, width, rows) });
    for (const [oldest] of this.#held) if (this.#held.size > MOST_HELD) this.#held.delete(oldest);
  }

  /** Numbers of the frames whose reference bands are requested. */
  get wanted(): number[] {
    return [...this.#held.keys()];
  }

  /** Compares a held frame with its reference bands; returns undefined when the frame is not held. */
  compare({ frame, bands }: ReferenceBands): { readonly info: FrameInfo; readonly similarity: Similarity } | undefined {
    const held = this.#held.get(frame);
    if (held === undefined) return undefined;
    this.#held.delete(frame);
    return { info: held.info, similarity: compareBands(held.bands, fromBase64(bands), this.#width, this.#sums) };
  }
}
