import { clampLuma, hash, noise } from './integer-noise.ts';
import { PAN_ROOM, SHELVES, Shelf } from './shelf.ts';

export interface Presenter {
  /** Mean left edge, as a share of the picture's width. */
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
  /** Columns of each row that show the person. */
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

/** Everything that does not move by itself: drawn once, shelves when they are first shown. */
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
    shelves: Array.from({ length: SHELVES }, (_, i) => new Shelf(i, shelfWidth, height)),
    presenter: createPresenter(width, height),
    ticker: createTicker(width, Math.floor(Math.min(width, height) / 15) & ~1),
    sine: createSine(),
  };
}

/** Shares of the picture that the presenter takes: in an upright one a person fills the width. */
const WIDE = { left: 0.35, width: 0.3, height: 0.72 } as const;
const UPRIGHT = { left: 0.15, width: 0.7, height: 0.6 } as const;

function createPresenter(pictureWidth: number, pictureHeight: number): Presenter {
  const share = pictureHeight > pictureWidth ? UPRIGHT : WIDE;
  const width = Math.floor(pictureWidth * share.width) & ~1;
  const height = Math.floor(pictureHeight * share.height) & ~1;
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
  return { left: share.left, width, height, luma, from, to, neck };
}

/** Returns half a circle's chord, squashed; square root truncated to an integer, which is the same everywhere. */
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

/** Makes a table of a parabola's approximation of a sine, -256 to 256: exact in integers. */
function createSine(): Int16Array {
  return Int16Array.from({ length: 256 }, (_, i) => {
    const t = i & 127;
    const value = Math.min(256, (t * (128 - t)) >> 4);
    return i < 128 ? value : -value;
  });
}
