import type { Plane } from '../quality/plane.ts';
import { scalePlaneInto } from '../quality/scale-plane.ts';
import { visibleSize } from '../visible-size.ts';
import { I420_COLOUR_SPACE, rgbaToI420 } from './rgba-to-i420.ts';
import { isSideways, type Turn, turnOf, turnPlaneInto, UPRIGHT } from './turn-plane.ts';

/** Luma of black at video levels. */
const BLACK = 16;
/** Neutral chroma. */
const GREY = 128;

/** Planes of a picture of `width` x `height` pixels, before it is turned. */
interface CopiedPicture {
  readonly planes: readonly Plane[];
  readonly width: number;
  readonly height: number;
  readonly turn: Turn;
}

/**
 * A clip's pictures as I420 of the broadcast's size, as a player shows them: turned upright (phones film on their side), with the
 * shape of their pixels applied, and letterboxed without distortion.
 */
export class ClipPlanes {
  readonly #width: number;
  readonly #height: number;
  /** Double buffer, shown and written: a tick must not find half a picture. */
  readonly #buffers: [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  #copy = new Uint8Array(0);
  /** A plane in its final size, before it is turned. */
  #lying = new Uint8Array(0);
  #fittedSize = '';
  #colourSpace: VideoColorSpaceInit = {};
  #taken = 0;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    const bytes = width * height + 2 * (width >> 1) * (height >> 1);
    this.#buffers = [new Uint8Array(bytes), new Uint8Array(bytes)];
  }

  /**
   * Newest picture; undefined before the first has been taken. Its planes follow each other without padding; the time code may be
   * painted in.
   */
  get picture(): { readonly data: Uint8Array<ArrayBuffer>; readonly colorSpace: VideoColorSpaceInit } | undefined {
    return this.#taken > 0 ? { data: this.#buffers[0], colorSpace: this.#colourSpace } : undefined;
  }

  /** Number of pictures taken so far. */
  get taken(): number {
    return this.#taken;
  }

  /** Copies what a frame shows; the frame stays the caller's. */
  async take(frame: VideoFrame): Promise<void> {
    const { planes, width, height, turn } = await this.#planesOf(frame);
    const [ownWidth, ownHeight] = [this.#width, this.#height];
    const scale = Math.min(ownWidth / frame.displayWidth, ownHeight / frame.displayHeight);
    const even = (length: number) => Math.round(length / 2) * 2;
    const toWidth = Math.min(ownWidth, even(frame.displayWidth * scale));
    const toHeight = Math.min(ownHeight, even(frame.displayHeight * scale));
    const [left, top] = [even((ownWidth - toWidth) / 2), even((ownHeight - toHeight) / 2)];
    this.#blacken(`${toWidth}x${toHeight}`);
    const [, data] = this.#buffers;
    planes.forEach((plane, i) => {
      const shift = i === 0 ? 0 : 1;
      const stride = ownWidth >> shift;
      const begin = i === 0 ? 0 : ownWidth * ownHeight + (i - 1) * (ownWidth >> 1) * (ownHeight >> 1);
      const into = { data, offset: begin + (top >> shift) * stride + (left >> shift), stride };
      const [fromWidth, fromHeight] = [(width + shift) >> shift, (height + shift) >> shift];
      const [fitWidth, fitHeight] = [toWidth >> shift, toHeight >> shift];
      if (turn.degrees === 0 && !turn.isFlipped) {
        scalePlaneInto(plane, fromWidth, fromHeight, into, fitWidth, fitHeight);
        return;
      }
      // Scaled first: what is turned then is no larger than the broadcast.
      const [lyingWidth, lyingHeight] = isSideways(turn) ? [fitHeight, fitWidth] : [fitWidth, fitHeight];
      if (this.#lying.length < lyingWidth * lyingHeight) this.#lying = new Uint8Array(lyingWidth * lyingHeight);
      const lying = { data: this.#lying, offset: 0, stride: lyingWidth };
      scalePlaneInto(plane, fromWidth, fromHeight, lying, lyingWidth, lyingHeight);
      turnPlaneInto(lying, lyingWidth, lyingHeight, turn, into);
    });
    this.#buffers.reverse();
    this.#taken++;
  }

  async #planesOf(frame: VideoFrame): Promise<CopiedPicture> {
    if (frame.format !== 'I420' && frame.format !== 'I420A') return this.#draw(frame);
    const needed = frame.allocationSize();
    if (this.#copy.length < needed) this.#copy = new Uint8Array(needed);
    const layout = await frame.copyTo(this.#copy);
    this.#colourSpace = frame.colorSpace.toJSON();
    const planes = layout.slice(0, 3).map((plane): Plane => ({ data: this.#copy, ...plane }));
    return { planes, ...visibleSize(frame), turn: turnOf(frame) };
  }

  /** Converts a frame that is not 8-bit 4:2:0: slower, but whatever can be played can be drawn. A canvas turns it upright by itself. */
  #draw(frame: VideoFrame): CopiedPicture {
    const { displayWidth: width, displayHeight: height } = frame;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (context === null) throw new Error('no 2D canvas in this browser');
    context.drawImage(frame, 0, 0, width, height);
    this.#colourSpace = I420_COLOUR_SPACE;
    const planes = rgbaToI420(context.getImageData(0, 0, width, height).data, width, height);
    return { planes, width, height, turn: UPRIGHT };
  }

  /** Blackens both buffers when the fitted size changes: the bars around the picture are written once. */
  #blacken(fittedSize: string): void {
    if (fittedSize === this.#fittedSize) return;
    this.#fittedSize = fittedSize;
    for (const buffer of this.#buffers)
      buffer.fill(BLACK, 0, this.#width * this.#height).fill(GREY, this.#width * this.#height);
  }
}
