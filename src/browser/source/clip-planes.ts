import type { Plane } from '../quality/plane.ts';
import { scalePlaneInto } from '../quality/scale-plane.ts';
import { visibleSize } from '../visible-size.ts';
import { I420_COLOUR_SPACE, rgbaToI420 } from './rgba-to-i420.ts';

/** Luma of black at video levels. */
const BLACK = 16;
/** Neutral chroma. */
const GREY = 128;

/** A clip's pictures as I420 of the broadcast's size, letterboxed without distortion. */
export class ClipPlanes {
  readonly #width: number;
  readonly #height: number;
  /** Double buffer, shown and written: a tick must not find half a picture. */
  readonly #buffers: [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  #copy = new Uint8Array(0);
  #fittedSize = '';
  #colourSpace: VideoColorSpaceInit = {};
  #hasPicture = false;

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
    return this.#hasPicture ? { data: this.#buffers[0], colorSpace: this.#colourSpace } : undefined;
  }

  /** Copies what a frame shows; the frame stays the caller's. */
  async take(frame: VideoFrame): Promise<void> {
    const { width, height } = visibleSize(frame);
    const planes = await this.#planesOf(frame, width, height);
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
      scalePlaneInto(
        plane,
        (width + shift) >> shift,
        (height + shift) >> shift,
        into,
        toWidth >> shift,
        toHeight >> shift,
      );
    });
    this.#buffers.reverse();
    this.#hasPicture = true;
  }

  async #planesOf(frame: VideoFrame, width: number, height: number): Promise<readonly Plane[]> {
    if (frame.format !== 'I420' && frame.format !== 'I420A') return this.#drawnPlanes(frame, width, height);
    const needed = frame.allocationSize();
    if (this.#copy.length < needed) this.#copy = new Uint8Array(needed);
    const layout = await frame.copyTo(this.#copy);
    this.#colourSpace = frame.colorSpace.toJSON();
    return layout.slice(0, 3).map((plane): Plane => ({ data: this.#copy, ...plane }));
  }

  /** Converts a frame that is not 8-bit 4:2:0: slower, but whatever can be played can be drawn. */
  #drawnPlanes(frame: VideoFrame, width: number, height: number): readonly Plane[] {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (context === null) throw new Error('no 2D canvas in this browser');
    context.drawImage(frame, 0, 0, width, height);
    this.#colourSpace = I420_COLOUR_SPACE;
    return rgbaToI420(context.getImageData(0, 0, width, height).data, width, height);
  }

  /** Blackens both buffers when the fitted size changes: the bars around the picture are written once. */
  #blacken(fittedSize: string): void {
    if (fittedSize === this.#fittedSize) return;
    this.#fittedSize = fittedSize;
    for (const buffer of this.#buffers)
      buffer.fill(BLACK, 0, this.#width * this.#height).fill(GREY, this.#width * this.#height);
  }
}
