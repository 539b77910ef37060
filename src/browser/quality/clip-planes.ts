import type { Luma } from '../viewer/luma.ts';
import { PLANES_COLOUR_SPACE, planesOf } from './rgba-planes.ts';
import { placePlane } from './scale-luma.ts';

const BLACK = 16;
/** Neutral chroma. */
const GREY = 128;

/** A clip's pictures as I420 of the broadcast's size, fitted in without distortion. */
export class ClipPlanes {
  readonly #width: number;
  readonly #height: number;
  /** Written and shown by turns: a tick must not find half a picture. */
  readonly #buffers: [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  #copied = new Uint8Array(0);
  #fitted = '';
  #colourSpace: VideoColorSpaceInit = {};
  #hasPicture = false;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    const bytes = width * height + 2 * (width >> 1) * (height >> 1);
    this.#buffers = [new Uint8Array(bytes), new Uint8Array(bytes)];
  }

  /** Undefined before the first has been taken. Its planes follow each other without padding; the time code may go in. */
  get picture(): { readonly data: Uint8Array<ArrayBuffer>; readonly colorSpace: VideoColorSpaceInit } | undefined {
    return this.#hasPicture ? { data: this.#buffers[0], colorSpace: this.#colourSpace } : undefined;
  }

  /** Takes over what a frame shows; the frame stays the caller's. */
  async take(frame: VideoFrame): Promise<void> {
    const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
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
      const by = i === 0 ? 0 : 1;
      const stride = ownWidth >> by;
      const begin = i === 0 ? 0 : ownWidth * ownHeight + (i - 1) * (ownWidth >> 1) * (ownHeight >> 1);
      const into = { data, offset: begin + (top >> by) * stride + (left >> by), stride };
      placePlane(plane, (width + by) >> by, (height + by) >> by, into, toWidth >> by, toHeight >> by);
    });
    this.#buffers.reverse();
    this.#hasPicture = true;
  }

  async #planesOf(frame: VideoFrame, width: number, height: number): Promise<readonly Luma[]> {
    if (frame.format !== 'I420' && frame.format !== 'I420A') return this.#drawn(frame, width, height);
    const needed = frame.allocationSize();
    if (this.#copied.length < needed) this.#copied = new Uint8Array(needed);
    const layout = await frame.copyTo(this.#copied);
    this.#colourSpace = frame.colorSpace.toJSON();
    return layout.slice(0, 3).map((plane): Luma => ({ data: this.#copied, ...plane }));
  }

  /** Of what is not 4:2:0 with 8 bits: slower, but whatever can be played can be drawn. */
  #drawn(frame: VideoFrame, width: number, height: number): readonly Luma[] {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (context === null) throw new Error('no 2D canvas in this browser');
    context.drawImage(frame, 0, 0, width, height);
    this.#colourSpace = PLANES_COLOUR_SPACE;
    return planesOf(context.getImageData(0, 0, width, height).data, width, height);
  }

  /** Both, when the shape changes: what surrounds the picture is written once. */
  #blacken(fitted: string): void {
    if (fitted === this.#fitted) return;
    this.#fitted = fitted;
    for (const buffer of this.#buffers)
      buffer.fill(BLACK, 0, this.#width * this.#height).fill(GREY, this.#width * this.#height);
  }
}
