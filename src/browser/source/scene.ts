import { stripHeight } from '../time-code.ts';
import { createScenery, type Scenery } from './scenery.ts';
import { GRAINS, PAN_ROOM } from './shelf.ts';
import { ShelfPlaneCache } from './shelf-plane-cache.ts';

/**
 * Frames between cuts: 5 s at 30 fps. At 2 Mbit/s OpenH264 skips some seven frames at a cut, so a clean take shows 28.7 fps;
 * without cuts, or with a slide from shelf to shelf, players' jitter buffers behaved less repeatably or fewer frames arrived.
 */
const SCENE_FRAMES = 150;
/** Steps of the sine table in a full turn. */
const TURN = 256;

/** Rows `top` to `bottom` of a picture. In colour, `picture` is a whole I420 picture; otherwise it is luma alone. */
interface Canvas {
  readonly picture: Uint8Array;
  readonly top: number;
  readonly bottom: number;
  readonly inColour: boolean;
}

/**
 * A presenter selling from a shelf of products: scene cuts, a slow pan, a swaying person, a fast hand, running text and sensor
 * grain. A pure function of the frame number in integer arithmetic, so that anyone can make frame n again, bit for bit; busy
 * enough that an encoder spends the bitrate it is given. Draws only below the time code's strip.
 */
export class Scene {
  readonly width: number;
  readonly height: number;
  readonly #scenery: Scenery;
  readonly #planes: ShelfPlaneCache;
  readonly #strip: number;
  /** Side of the product in the hand, pixels. */
  readonly #productSize: number;

  /** Takes even width and height in pixels. Keeps at least two planes of shelves: see shelf-plane-cache.ts. */
  constructor(width: number, height: number, planesKept = Number.POSITIVE_INFINITY) {
    this.width = width;
    this.height = height;
    this.#strip = stripHeight(height);
    this.#productSize = (Math.min(width, height) >> 3) & ~1;
    this.#scenery = createScenery(width, height);
    this.#planes = new ShelfPlaneCache(this.#scenery.shelves, planesKept);
  }

  /** Draws all shelves in advance, so that no frame has to wait for one: some 200 ms at 720p. */
  prepare(): void {
    for (const [n, shelf] of this.#scenery.shelves.entries()) {
      for (let grain = 0; grain < GRAINS; grain++) this.#shelf(n, grain);
      this.#product(n);
      shelf.chroma();
    }
  }

  /** Size of an I420 picture, bytes. */
  get byteLength(): number {
    return this.width * this.height + 2 * (this.width >> 1) * (this.height >> 1);
  }

  /** Draws frame n into `picture`, I420 without padding. */
  render(n: number, picture: Uint8Array): void {
    this.#draw(n, { picture, top: 0, bottom: this.height, inColour: true });
  }

  /** Draws only the luma of rows `top` to `bottom` of frame n; `picture` starts with row `top`. */
  renderLuma(n: number, picture: Uint8Array, top: number, bottom: number): void {
    this.#draw(n, { picture, top, bottom, inColour: false });
  }

  #draw(n: number, canvas: Canvas): void {
    const scene = Math.floor(n / SCENE_FRAMES);
    this.#drawShelf(canvas, scene, n);
    if (canvas.inColour) this.#colourShelf(canvas, scene, n);
    this.#drawPresenter(canvas, n);
    this.#drawHand(canvas, scene, n);
    this.#drawTicker(canvas, n);
  }

  #shelf(scene: number, grain: number): Uint8Array {
    return this.#planes.get(scene, grain, this.#scenery.shelfWidth * this.height);
  }

  /** Returns the product that the hand may hold: the uppermost rows of a shelf. */
  #product(scene: number): Uint8Array {
    return this.#planes.get(scene, 0, this.#scenery.shelfWidth * (this.#strip + this.#productSize));
  }

  #drawShelf({ picture, top, bottom }: Canvas, scene: number, n: number): void {
    const { width } = this;
    const { shelfWidth } = this.#scenery;
    const luma = this.#shelf(scene, n % GRAINS);
    const pan = panOf(n);
    for (let y = Math.max(this.#strip, top); y < bottom; y++) {
      const from = y * shelfWidth + pan;
      picture.set(luma.subarray(from, from + width), (y - top) * width);
    }
  }

  #colourShelf({ picture }: Canvas, scene: number, n: number): void {
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

  #drawPresenter(canvas: Canvas, n: number): void {
    const { picture, top, bottom, inColour } = canvas;
    const { presenter } = this.#scenery;
    const left = (Math.floor(this.width * presenter.left) + ((this.#sine(n * 3) * (this.width >> 3)) >> 8)) & ~1;
    const head = (this.height - presenter.height + ((this.#sine(n * 7) * (this.height >> 5)) >> 8)) & ~1;
    const end = Math.min(bottom, head + presenter.height);
    for (let row = Math.max(this.#strip, top, head); row < end; row++) {
      const y = row - head;
      const from = presenter.from[y] ?? 0;
      const to = presenter.to[y] ?? 0;
      picture.set(
        presenter.luma.subarray(y * presenter.width + from, y * presenter.width + to),
        (row - top) * this.width + left + from,
      );
      const skin = y < presenter.neck;
      if (inColour) this.#tint(picture, row, left + from, left + to, skin ? 110 : 140, skin ? 150 : 120);
    }
  }

  /** Draws fast motion over a still background: the first thing that low bitrates lose. */
  #drawHand({ picture, top, bottom, inColour }: Canvas, scene: number, n: number): void {
    const { shelfWidth } = this.#scenery;
    const product = this.#product(scene + 1);
    const size = this.#productSize;
    const left = (Math.floor(this.width * 0.62) + ((this.#sine(n * 11) * Math.floor(this.width / 10)) >> 8)) & ~1;
    const hand = (Math.floor(this.height * 0.45) + ((this.#sine(n * 9 + 64) * Math.floor(this.height / 7)) >> 8)) & ~1;
    const column = (Math.floor(n / 30) % 7) * size;
    for (let row = Math.max(top, hand); row < Math.min(bottom, hand + size); row++) {
      const from = (this.#strip + row - hand) * shelfWidth + (column % (shelfWidth - size));
      picture.set(product.subarray(from, from + size), (row - top) * this.width + left);
      if (inColour) this.#tint(picture, row, left, left + size, 90, 180);
    }
  }

  #drawTicker({ picture, top, bottom }: Canvas, n: number): void {
    const { width, height } = this;
    const { ticker } = this.#scenery;
    const first = (height - ticker.height - (height >> 5)) & ~1;
    const shift = (n * 4) % ticker.width;
    for (let row = Math.max(top, first); row < Math.min(bottom, first + ticker.height); row++) {
      const y = row - first;
      const line = ticker.luma.subarray(y * ticker.width, (y + 1) * ticker.width);
      for (let x = 0; x < width; ) {
        const from = (x + shift) % ticker.width;
        const count = Math.min(width - x, ticker.width - from);
        picture.set(line.subarray(from, from + count), (row - top) * width + x);
        x += count;
      }
    }
  }

  /** Sets the chroma of a span of one luma row; odd rows share that of the row above. */
  #tint(picture: Uint8Array, row: number, from: number, to: number, u: number, v: number): void {
    if (row & 1) return;
    const chromaWidth = this.width >> 1;
    const at = this.width * this.height + (row >> 1) * chromaWidth;
    picture.fill(u, at + (from >> 1), at + (to >> 1));
    const atV = at + chromaWidth * (this.height >> 1);
    picture.fill(v, atV + (from >> 1), atV + (to >> 1));
  }

  /** Returns a sine, -256 to 256, over TURN steps. */
  #sine(step: number): number {
    return this.#scenery.sine[((step % TURN) + TURN) % TURN] ?? 0;
  }
}

/** Returns the number of columns that the camera has panned. */
function panOf(n: number): number {
  return Math.min(PAN_ROOM - 2, n % SCENE_FRAMES) & ~1;
}
