import { createScenery, type Scenery } from './scenery.ts';
import { GRAINS, PAN_ROOM } from './shelf.ts';
import { stripHeight } from './time-code.ts';

/**
 * Frames between cuts: 5 s at 30 fps. At 2 Mbps OpenH264 skips some seven frames at a cut, so a clean take shows 28.7 fps;
 * without cuts, or with a slide from shelf to shelf, players' jitter buffers were harder to repeat or frames fewer.
 */
const SCENE_FRAMES = 150;
/** A full turn of the sine table. */
const TURN = 256;

/**
 * A presenter selling from a shelf of products: scene cuts, a slow pan, a swaying person, a fast hand, running text and
 * sensor grain. A pure function of the frame number in integer arithmetic, so that anyone can make frame n again, bit for
 * bit; busy enough that an encoder spends the bitrate it is given. Below the time code's strip only.
 */
export class Scene {
  readonly width: number;
  readonly height: number;
  readonly #scenery: Scenery;
  readonly #strip: number;

  /** Width and height in pixels, even. */
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#strip = stripHeight(height);
    this.#scenery = createScenery(width, height);
  }

  /** Draws all shelves now, so that no frame has to wait for one: some 100 ms at 720p. */
  prepare(): void {
    for (const shelf of this.#scenery.shelves) shelf.drawAll();
  }

  /**
   * Draws one more shelf of what luma with the first grain needs, if any is left: each takes 50 ms at 720p, and no frame
   * should wait for one. All are kept, 1 MB each: drawing them anew at each cut would cost more than comparing does.
   */
  prepareLuma(): void {
    this.#scenery.shelves.find((shelf) => !shelf.hasLuma(0))?.luma(0);
  }

  /** Bytes of an I420 picture. */
  get byteLength(): number {
    return this.width * this.height + 2 * (this.width >> 1) * (this.height >> 1);
  }

  /** Draws frame n into `picture`, I420 without padding. */
  render(n: number, picture: Uint8Array): void {
    this.#draw(n, picture, true);
  }

  /** The same frame's luma alone. */
  renderLuma(n: number, luma: Uint8Array): void {
    this.#draw(n, luma, false);
  }

  #draw(n: number, picture: Uint8Array, inColour: boolean): void {
    const scene = Math.floor(n / SCENE_FRAMES);
    this.#drawShelf(picture, scene, n);
    if (inColour) this.#colourShelf(picture, scene, n);
    this.#drawPresenter(picture, n, inColour);
    this.#drawHand(picture, scene, n, inColour);
    this.#drawTicker(picture, n);
  }

  #drawShelf(picture: Uint8Array, scene: number, n: number): void {
    const { width, height } = this;
    const { shelves, shelfWidth } = this.#scenery;
    const shelf = shelves[scene % shelves.length];
    if (shelf === undefined) return;
    const luma = shelf.luma(n % GRAINS);
    const pan = panOf(n);
    for (let y = this.#strip; y < height; y++) {
      const from = y * shelfWidth + pan;
      picture.set(luma.subarray(from, from + width), y * width);
    }
  }

  #colourShelf(picture: Uint8Array, scene: number, n: number): void {
    const { width, height } = this;
    const { shelves, shelfWidth } = this.#scenery;
    const chroma = shelves[scene % shelves.length]?.chroma();
    if (chroma === undefined) return;
    const pan = panOf(n);
    const chromaWidth = width >> 1;
    const u = width * height;
    const v = u + chromaWidth * (height >> 1);
    for (let y = this.#strip >> 1; y < height >> 1; y++) {
      const from = y * (shelfWidth >> 1) + (pan >> 1);
      picture.set(chroma.u.subarray(from, from + chromaWidth), u + y * chromaWidth);
      picture.set(chroma.v.subarray(from, from + chromaWidth), v + y * chromaWidth);
    }
  }

  #drawPresenter(picture: Uint8Array, n: number, inColour: boolean): void {
    const { presenter } = this.#scenery;
    const left = (Math.floor(this.width * 0.35) + ((this.#sine(n * 3) * (this.width >> 3)) >> 8)) & ~1;
    const top = (this.height - presenter.height + ((this.#sine(n * 7) * (this.height >> 5)) >> 8)) & ~1;
    for (let y = 0; y < presenter.height; y++) {
      const row = top + y;
      if (row < this.#strip || row >= this.height) continue;
      const from = presenter.from[y] ?? 0;
      const to = presenter.to[y] ?? 0;
      picture.set(
        presenter.luma.subarray(y * presenter.width + from, y * presenter.width + to),
        row * this.width + left + from,
      );
      const skin = y < presenter.neck;
      if (inColour) this.#tint(picture, row, left + from, left + to, skin ? 110 : 140, skin ? 150 : 120);
    }
  }

  /** Fast motion over a still background: what low bitrates lose first. */
  #drawHand(picture: Uint8Array, scene: number, n: number, inColour: boolean): void {
    const { shelves, shelfWidth } = this.#scenery;
    const product = shelves[(scene + 1) % shelves.length]?.luma(0);
    if (product === undefined) return;
    const size = (this.height >> 3) & ~1;
    const left = (Math.floor(this.width * 0.62) + ((this.#sine(n * 11) * Math.floor(this.width / 10)) >> 8)) & ~1;
    const top = (Math.floor(this.height * 0.45) + ((this.#sine(n * 9 + 64) * Math.floor(this.height / 7)) >> 8)) & ~1;
    const which = (Math.floor(n / 30) % 7) * size;
    for (let y = 0; y < size; y++) {
      const from = (this.#strip + y) * shelfWidth + (which % (shelfWidth - size));
      picture.set(product.subarray(from, from + size), (top + y) * this.width + left);
      if (inColour) this.#tint(picture, top + y, left, left + size, 90, 180);
    }
  }

  #drawTicker(picture: Uint8Array, n: number): void {
    const { width, height } = this;
    const { ticker } = this.#scenery;
    const top = (height - ticker.height - (height >> 5)) & ~1;
    const shift = (n * 4) % ticker.width;
    for (let y = 0; y < ticker.height; y++) {
      const line = ticker.luma.subarray(y * ticker.width, (y + 1) * ticker.width);
      for (let x = 0; x < width; ) {
        const from = (x + shift) % ticker.width;
        const count = Math.min(width - x, ticker.width - from);
        picture.set(line.subarray(from, from + count), (top + y) * width + x);
        x += count;
      }
    }
  }

  /** Chroma of one luma row's stretch; odd rows share the row above. */
  #tint(picture: Uint8Array, row: number, from: number, to: number, u: number, v: number): void {
    if (row & 1) return;
    const chromaWidth = this.width >> 1;
    const at = this.width * this.height + (row >> 1) * chromaWidth;
    picture.fill(u, at + (from >> 1), at + (to >> 1));
    const atV = at + chromaWidth * (this.height >> 1);
    picture.fill(v, atV + (from >> 1), atV + (to >> 1));
  }

  /** -256..256 over TURN steps. */
  #sine(step: number): number {
    return this.#scenery.sine[((step % TURN) + TURN) % TURN] ?? 0;
  }
}

/** Columns the camera has moved by. */
function panOf(n: number): number {
  return Math.min(PAN_ROOM - 2, n % SCENE_FRAMES) & ~1;
}
