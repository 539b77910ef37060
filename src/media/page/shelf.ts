import { clampLuma, hash, noise } from './integer-noise.ts';

/** Extra columns of a shelf, to pan over. */
export const PAN_ROOM = 192;
/** Different grains of each shelf, used in turn: sensor noise. */
export const GRAINS = 3;
export const SHELVES = 5;
/** ± luma levels. */
const GRAIN_LEVELS = 4;

/** Where a shelf's chroma lies, a byte a 2x2 pixels. */
export interface ShelfChroma {
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

/**
 * A grid of products, each with a texture that encoders find hard in its own way. Planes are drawn when first asked for and
 * kept: who makes pictures needs all of them, who holds a few against the truth needs few.
 */
export class Shelf {
  readonly #width: number;
  readonly #height: number;
  readonly #tile: number;
  readonly #seed: number;
  readonly #luma: (Uint8Array | undefined)[] = [];
  #chroma: ShelfChroma | undefined;

  /** The n-th of SHELVES, `width` with PAN_ROOM. */
  constructor(n: number, width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#seed = hash(7 * 31 + n);
    // Of their size at 720 lines.
    this.#tile = Math.max(8, Math.floor(((110 + 20 * n) * height) / 720) & ~1);
  }

  /** Draws all there is. */
  drawAll(): void {
    const textures = this.#drawTextures();
    for (let grain = 0; grain < GRAINS; grain++) this.#luma[grain] = this.#withGrain(textures.slice(), grain);
    this.chroma();
  }

  hasLuma(grain: number): boolean {
    return this.#luma[grain] !== undefined;
  }

  luma(grain: number): Uint8Array {
    const known = this.#luma[grain];
    if (known !== undefined) return known;
    const drawn = this.#withGrain(this.#drawTextures(), grain);
    this.#luma[grain] = drawn;
    return drawn;
  }

  #withGrain(luma: Uint8Array, grain: number): Uint8Array {
    addGrain(luma, hash(this.#seed ^ ((grain + 1) * 7)));
    return luma;
  }

  chroma(): ShelfChroma {
    this.#chroma ??= this.#drawChroma();
    return this.#chroma;
  }

  #drawTextures(): Uint8Array {
    const [width, height, tile] = [this.#width, this.#height, this.#tile];
    const luma = new Uint8Array(width * height);
    for (let y = 0; y < height; y++)
      for (let left = 0; left < width; left += tile) {
        // A tile is one product: asked for once a row of it, not for each pixel.
        const product = this.#productAt(left, y);
        const right = Math.min(width, left + tile);
        for (let x = left; x < right; x++)
          luma[y * width + x] = clampLuma(productLuma(x - left, y % tile, x, y, tile, product));
      }
    return luma;
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

function productLuma(ix: number, iy: number, x: number, y: number, tile: number, product: number): number {
  if (ix < tile >> 4 || iy < tile >> 4) return 60;
  switch (product & 7) {
    case 0: // stripes
      return 120 + (((ix * 3 + iy) >> 3) & 1 ? 40 : -30);
    case 1: // checks
      return 90 + (((ix >> 3) ^ (iy >> 3)) & 1) * 80;
    case 2: // fabric
      return 60 + ((noise(ix, iy, 3, product) * 5) >> 3);
    case 3: // leather
      return 80 + (noise(ix, iy, 5, product) >> 1) + (hash(x * 31 + y * 17 + product) & 15) - 8;
    case 4: {
      // a round pack
      const dx = ix - (tile >> 1);
      const dy = iy - (tile >> 1);
      const square = dx * dx + dy * dy;
      return square * 6 < tile * tile ? 200 - ((((square * 3) / tile) | 0) % 90) : 70;
    }
    case 5: // small print
      return ix % 8 < 6 &&
        iy % 12 < 9 &&
        (hash((((ix / 8) | 0) * 131) ^ (((iy / 12) | 0) * 977) ^ product) >>>
          (((ix % 8) >> 1) * 4 + ((iy % 12) >> 1))) &
          1
        ? 30
        : 210;
    case 6: // a soft gradient
      return 60 + (ix * 150) / tile;
    default:
      return 70 + (noise(x, y, 6, product) >> 1);
  }
}

/** Onto what is there. */
function addGrain(luma: Uint8Array, seed: number): void {
  let state = seed;
  for (let i = 0; i < luma.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = (luma[i] ?? 0) + (((state >>> 24) * (2 * GRAIN_LEVELS + 1)) >> 8) - GRAIN_LEVELS;
    luma[i] = clampLuma(value);
  }
}
