import { hash, noiseRow } from './integer-noise.ts';

/** A span of one row of a product. */
interface RowSpan {
  /** Destination, and the index of its first pixel there. */
  readonly luma: Uint8Array;
  readonly at: number;
  /** Columns of the product to draw; its first column is at `left` of the shelf. */
  readonly from: number;
  readonly to: number;
  readonly left: number;
  /** Row of the product, and of the shelf. */
  readonly iy: number;
  readonly y: number;
  /** Side of a product, pixels. */
  readonly tile: number;
  /** Hash that decides what the product looks like. */
  readonly product: number;
}

/** Luma of the board between products. */
const BOARD_LUMA = 60;

/**
 * Draws `columns` pixels of one row of a product into `luma`, starting at `at`; the row is at `y` of the shelf, the product's
 * first column at `left`. There are eight textures, each hard to encode in its own way, in integers, and each in a loop of its
 * own: calling a function for every pixel, noise included, took six times as long.
 */
export function drawProductRow(
  luma: Uint8Array,
  at: number,
  columns: number,
  left: number,
  y: number,
  tile: number,
  product: number,
): void {
  const board = tile >> 4;
  const iy = y % tile;
  const from = iy < board ? columns : Math.min(columns, board);
  luma.fill(BOARD_LUMA, at, at + from);
  if (from === columns) return;
  TEXTURES[product & 7]?.({ luma, at: at + from, from, to: columns, left, iy, y, tile, product });
}

const TEXTURES: readonly ((span: RowSpan) => void)[] = [
  stripes,
  checks,
  fabric,
  leather,
  roundPack,
  smallPrint,
  softGradient,
  marble,
];

function stripes({ luma, at, from, to, iy }: RowSpan): void {
  for (let ix = from, i = at; ix < to; ix++) luma[i++] = 120 + (((ix * 3 + iy) >> 3) & 1 ? 40 : -30);
}

function checks({ luma, at, from, to, iy }: RowSpan): void {
  for (let ix = from, i = at; ix < to; ix++) luma[i++] = 90 + (((ix >> 3) ^ (iy >> 3)) & 1) * 80;
}

function fabric({ luma, at, from, to, iy, product }: RowSpan): void {
  noiseRow(luma, at, from, to, iy, 3, product);
  for (let i = at; i < at + to - from; i++) luma[i] = 60 + (((luma[i] as number) * 5) >> 3);
}

function leather({ luma, at, from, to, left, iy, y, product }: RowSpan): void {
  noiseRow(luma, at, from, to, iy, 5, product);
  const seed = (left + from) * 31 + y * 17 + product;
  for (let i = 0; i < to - from; i++)
    luma[at + i] = 80 + ((luma[at + i] as number) >> 1) + (hash(seed + i * 31) & 15) - 8;
}

function roundPack({ luma, at, from, to, iy, tile }: RowSpan): void {
  const dy = iy - (tile >> 1);
  for (let ix = from, i = at; ix < to; ix++) {
    const dx = ix - (tile >> 1);
    const square = dx * dx + dy * dy;
    luma[i++] = square * 6 < tile * tile ? 200 - ((((square * 3) / tile) | 0) % 90) : 70;
  }
}

function smallPrint({ luma, at, from, to, iy, product }: RowSpan): void {
  if (iy % 12 >= 9) {
    luma.fill(210, at, at + to - from);
    return;
  }
  const line = (((iy / 12) | 0) * 977) ^ product;
  const dot = (iy % 12) >> 1;
  for (let ix = from, i = at; ix < to; ) {
    const end = Math.min(to, (ix | 7) + 1);
    const letter = hash(((ix >> 3) * 131) ^ line);
    for (; ix < end; ix++) luma[i++] = (ix & 7) < 6 && (letter >>> (((ix & 7) >> 1) * 4 + dot)) & 1 ? 30 : 210;
  }
}

function softGradient({ luma, at, from, to, tile }: RowSpan): void {
  for (let ix = from, i = at; ix < to; ix++) luma[i++] = 60 + (ix * 150) / tile;
}

function marble({ luma, at, from, to, left, y, product }: RowSpan): void {
  noiseRow(luma, at, left + from, left + to, y, 6, product);
  for (let i = at; i < at + to - from; i++) luma[i] = 70 + ((luma[i] as number) >> 1);
}
