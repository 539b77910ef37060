/** Extra columns of a shelf, to pan over. */
export const PAN_ROOM = 192;
/** Different grains of each shelf, used in turn: sensor noise. */
export const GRAINS = 3;
const SHELVES = 5;
/** ± luma levels. */
const GRAIN_LEVELS = 4;
const LOWEST = 16;
const HIGHEST = 235;

export interface Shelf {
  /** One plane a grain. */
  readonly luma: readonly Uint8Array[];
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

export interface Presenter {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
  /** Of each row, the columns that are person. */
  readonly from: Int16Array;
  readonly to: Int16Array;
  /** First row of the torso. */
  readonly neck: number;
}

export interface Ticker {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

/** Everything that does not move by itself, drawn once. */
export interface Scenery {
  readonly shelfWidth: number;
  readonly shelves: readonly Shelf[];
  readonly presenter: Presenter;
  readonly ticker: Ticker;
  readonly sine: Int16Array;
}

export function createScenery(width: number, height: number): Scenery {
  const shelfWidth = width + PAN_ROOM;
  return {
    shelfWidth,
    shelves: Array.from({ length: SHELVES }, (_, i) => createShelf(shelfWidth, height, hash(7 * 31 + i), 110 + 20 * i)),
    presenter: createPresenter(Math.floor(width * 0.3) & ~1, Math.floor(height * 0.72) & ~1),
    ticker: createTicker(width, Math.floor(height / 15) & ~1),
    sine: createSine(),
  };
}

function hash(x: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  return (h ^ (h >>> 16)) >>> 0;
}

const clampLuma = (value: number) => Math.max(LOWEST, Math.min(HIGHEST, value | 0));

/** Smooth noise 0..255 in cells of 2^shift pixels, interpolated in integers. */
function noise(x: number, y: number, shift: number, seed: number): number {
  const mask = (1 << shift) - 1;
  const cx = x >> shift;
  const cy = y >> shift;
  const fx = x & mask;
  const fy = y & mask;
  const a = corner(cx, cy, seed);
  const c = corner(cx, cy + 1, seed);
  const top = a + (((corner(cx + 1, cy, seed) - a) * fx) >> shift);
  const bottom = c + (((corner(cx + 1, cy + 1, seed) - c) * fx) >> shift);
  return top + (((bottom - top) * fy) >> shift);
}

function corner(cx: number, cy: number, seed: number): number {
  return hash(Math.imul(cx, 73856093) ^ Math.imul(cy, 19349663) ^ seed) & 255;
}

/** A grid of products, each with a texture that encoders find hard in its own way. `tile720`: their size at 720 lines. */
function createShelf(width: number, height: number, seed: number, tile720: number): Shelf {
  const tile = Math.max(8, Math.floor((tile720 * height) / 720) & ~1);
  const base = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const product = hash(Math.imul((x / tile) | 0, 7919) ^ Math.imul((y / tile) | 0, 104729) ^ seed);
      base[y * width + x] = clampLuma(productLuma(x % tile, y % tile, x, y, tile, product));
    }
  const chromaWidth = width >> 1;
  const u = new Uint8Array(chromaWidth * (height >> 1));
  const v = new Uint8Array(u.length);
  for (let y = 0; y < height >> 1; y++)
    for (let x = 0; x < chromaWidth; x++) {
      const product = hash(Math.imul(((x * 2) / tile) | 0, 7919) ^ Math.imul(((y * 2) / tile) | 0, 104729) ^ seed);
      u[y * chromaWidth + x] = 96 + ((product >>> 8) & 63);
      v[y * chromaWidth + x] = 96 + ((product >>> 16) & 63);
    }
  return { luma: Array.from({ length: GRAINS }, (_, grain) => addGrain(base, hash(seed ^ ((grain + 1) * 7)))), u, v };
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

function addGrain(base: Uint8Array, seed: number): Uint8Array {
  const out = new Uint8Array(base.length);
  let state = seed;
  for (let i = 0; i < out.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = (base[i] ?? 0) + (((state >>> 24) * (2 * GRAIN_LEVELS + 1)) >> 8) - GRAIN_LEVELS;
    out[i] = clampLuma(value);
  }
  return out;
}

function createPresenter(width: number, height: number): Presenter {
  const luma = new Uint8Array(width * height);
  const from = new Int16Array(height);
  const to = new Int16Array(height);
  const neck = Math.floor(height * 0.4);
  const radius = neck >> 1;
  for (let y = 0; y < height; y++) {
    const half =
      Math.floor(y < neck ? headHalfWidth(y - radius, radius, width) : shouldersHalfWidth(y - neck, height, width)) &
      ~1;
    from[y] = ((width >> 1) - half) & ~1;
    to[y] = ((width >> 1) + half) & ~1;
    for (let x = 0; x < width; x++) {
      const face = 150 + (noise(x, y, 4, 5) >> 3) - (isMouth(x - (width >> 1), y, width, neck) ? 80 : 0);
      const cloth = 60 + (noise(x, y, 2, 9) >> 1) + (((x + y) >> 3) & 1) * 20;
      luma[y * width + x] = clampLuma(y < neck ? face : cloth);
    }
  }
  return { width, height, luma, from, to, neck };
}

/** Half a circle's chord, squashed; by integer square root, which is the same everywhere. */
function headHalfWidth(dy: number, radius: number, width: number): number {
  const chord = Math.floor(Math.sqrt(Math.max(0, radius * radius - dy * dy)));
  return (chord * width * 22) / (radius * 100);
}

function shouldersHalfWidth(below: number, height: number, width: number): number {
  const slope = Math.min(100, Math.floor((below * 100) / (height * 0.12)));
  return (width * (20 + (30 * slope) / 100)) / 100;
}

function isMouth(fromMiddle: number, y: number, width: number, neck: number): boolean {
  return y > neck * 0.7 && y < neck * 0.75 && Math.abs(fromMiddle) < width * 0.08;
}

function createTicker(width: number, height: number): Ticker {
  const luma = new Uint8Array(width * height);
  const glyph = Math.max(6, Math.floor(height / 5));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const letter = hash(Math.imul((x / glyph) | 0, 977));
      const ix = (((x % glyph) * 5) / glyph) | 0;
      const iy = ((y * 7) / height) | 0;
      const ink = ix < 4 && iy > 0 && iy < 6 && (letter >>> ((ix * 5 + iy) % 24)) & 1;
      luma[y * width + x] = ink ? 225 : 40;
    }
  return { width, height, luma };
}

/** A parabola's approximation of a sine, -256..256: exact in integers. */
function createSine(): Int16Array {
  return Int16Array.from({ length: 256 }, (_, i) => {
    const t = i & 127;
    const value = Math.min(256, (t * (128 - t)) >> 4);
    return i < 128 ? value : -value;
  });
}
