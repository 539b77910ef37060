import { hash } from './integer-noise.ts';
import { drawProductRow } from './product-textures.ts';

/** Extra columns of a shelf, to pan over. */
export const PAN_ROOM = 192;
/** Different grains of each shelf, used in turn, as sensor noise. */
export const GRAINS = 3;
/** Number of different shelves, shown in turn. */
export const SHELVES = 5;
/** Amplitude of the grain, ± luma levels. */
const GRAIN_LEVELS = 4;

/** Chroma of a shelf, one byte per 2x2 pixels and plane. */
export interface ShelfChroma {
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

/** A grid of products, each with a texture that encoders find hard in its own way. It only draws; callers keep what is drawn. */
export class Shelf {
  readonly #width: number;
  readonly #height: number;
  readonly #tile: number;
  readonly #seed: number;
  #chroma: ShelfChroma | undefined;

  /** Creates the n-th of SHELVES; `width` includes PAN_ROOM. */
  constructor(n: number, width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#seed = hash(7 * 31 + n);
    // Scaled from the size at 1280x720, or upright at 720x1280.
    this.#tile = Math.max(8, Math.floor(((110 + 20 * n) * Math.min(width - PAN_ROOM, height)) / 720) & ~1);
  }

  /** Draws as many rows, from the top, as `luma` has room for. */
  drawLuma(grain: number, luma: Uint8Array): void {
    const [width, tile] = [this.#width, this.#tile];
    const rows = Math.floor(luma.length / width);
    for (let y = 0; y < rows; y++)
      for (let left = 0; left < width; left += tile) {
        const columns = Math.min(tile, width - left);
        drawProductRow(luma, y * width + left, columns, left, y, tile, this.#productAt(left, y));
      }
    addGrain(luma, hash(this.#seed ^ ((grain + 1) * 7)));
  }

  /** Returns the chroma, drawn on the first call. */
  chroma(): ShelfChroma {
    this.#chroma ??= this.#drawChroma();
    return this.#chroma;
  }

  #drawChroma(): ShelfChroma {
    const width = this.#width >> 1;
    const u = new Uint8Array(width * (this.#height >> 1));
    const v = new Uint8Array(u.length);
    for (let y = 0; y < this.#height >> 1; y++)
      for (let x = 0; x < width; x++) {
        const product = this.#productAt(x * 2, y * 2);
        u[y * width + x] = 96 + ((product >>> 8) & 63);
        v[y * width + x] = 96 + ((product >>> 16) & 63);
      }
    return { u, v };
  }

  #productAt(x: number, y: number): number {
    return hash(Math.imul((x / this.#tile) | 0, 7919) ^ Math.imul((y / this.#tile) | 0, 104729) ^ this.#seed);
  }
}

/** Adds noise; the textures leave room for it within video levels. */
function addGrain(luma: Uint8Array, seed: number): void {
  let state = seed;
  for (let i = 0; i < luma.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    luma[i] = (luma[i] as number) + (((state >>> 24) * (2 * GRAIN_LEVELS + 1)) >> 8) - GRAIN_LEVELS;
  }
}
