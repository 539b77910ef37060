import { fromBase64 } from '../base64.ts';
import { BLOCK_SUMS_CODE } from './block-sums-code.ts';
import type { Plane } from './plane.ts';

/** Side of a block, pixels. */
export const BLOCK_SIZE = 4;
/** Sums kept per block: of a, of b, of both squared, of their product. */
const SUMS_PER_BLOCK = 4;
/** Columns that the code processes at a time. */
const GROUP_COLUMNS = 16;
const PAGE_BYTES = 65_536;

/** Exports of block-sums.wat; arguments are byte offsets into the memory, and counts. */
interface Code {
  readonly memory: WebAssembly.Memory;
  sumBlocks(a: number, b: number, pitch: number, groups: number, sums: number, plane: number): void;
  similarities(above: number, here: number, plane: number, windows: number, c1: number, c2: number): number;
}

let compiled: WebAssembly.Module | undefined;

/**
 * Sums over the pixels of two planes, by blocks of 4x4, and the SSIM of windows of two by two blocks: the arithmetic that
 * block-sums.wat does sixteen pixels at a time. It knows nothing of strips, frames or similarity.
 */
export class BlockSums {
  readonly #width: number;
  readonly #pitch: number;
  readonly #plane: number;
  readonly #code: Code;
  readonly #bytes: Uint8Array;
  readonly #sums: Int32Array;
  readonly #b: number;
  #here: number;
  #above: number;

  constructor(width: number) {
    compiled ??= new WebAssembly.Module(fromBase64(BLOCK_SUMS_CODE) as Uint8Array<ArrayBuffer>);
    // block-sums.wat exports just this.
    this.#code = new WebAssembly.Instance(compiled).exports as unknown as Code;
    this.#width = width;
    this.#pitch = Math.ceil(width / GROUP_COLUMNS) * GROUP_COLUMNS;
    // Sums are of 32 bits; one extra group, because the last window reads beyond the last block.
    this.#plane = (this.#pitch / BLOCK_SIZE) * 4 + GROUP_COLUMNS;
    this.#b = BLOCK_SIZE * this.#pitch;
    this.#here = 2 * this.#b;
    this.#above = this.#here + SUMS_PER_BLOCK * this.#plane;
    const { memory } = this.#code;
    const bytes = this.#above + SUMS_PER_BLOCK * this.#plane;
    memory.grow(Math.max(0, Math.ceil(bytes / PAGE_BYTES) - 1));
    this.#bytes = new Uint8Array(memory.buffer);
    this.#sums = new Int32Array(memory.buffer);
  }

  /** Whole blocks in a row; the remainder is ignored. */
  get columns(): number {
    return Math.floor(this.#width / BLOCK_SIZE);
  }

  /** Sums the blocks of the first four rows of each plane. Returns the sum of squared differences. */
  add(a: Plane, b: Plane): number {
    [this.#here, this.#above] = [this.#above, this.#here];
    this.#copy(a, 0);
    this.#copy(b, this.#b);
    this.#code.sumBlocks(0, this.#b, this.#pitch, this.#pitch / GROUP_COLUMNS, this.#here, this.#plane);
    const both = (this.#here + 2 * this.#plane) / 4;
    const products = (this.#here + 3 * this.#plane) / 4;
    let squares = 0;
    for (let column = 0; column < this.columns; column++)
      squares += (this.#sums[both + column] as number) - 2 * (this.#sums[products + column] as number);
    return squares;
  }

  /**
   * Returns the sum of the SSIM, with its two constants, of all windows made of the blocks added last and those added before
   * them.
   */
  similarities(c1: number, c2: number): number {
    const windows = this.columns - 1;
    return windows < 1 ? 0 : this.#code.similarities(this.#above, this.#here, this.#plane, windows, c1, c2);
  }

  #copy({ data, offset, stride }: Plane, to: number): void {
    for (let row = 0; row < BLOCK_SIZE; row++) {
      const from = offset + row * stride;
      this.#bytes.set(data.subarray(from, from + this.#width), to + row * this.#pitch);
    }
  }
}
