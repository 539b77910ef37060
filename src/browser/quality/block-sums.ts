import { fromBase64 } from '../snapshots/base64.ts';
import type { Luma } from '../viewer/luma.ts';
import { BLOCK_SUMS_CODE } from './block-sums-code.ts';

/** Side of a block, pixels. */
export const BLOCK = 4;
/** What is summed of a block: a, b, both squared, their product. */
const SUMS = 4;
/** Columns that the code takes at a time. */
const GROUP = 16;
const PAGE_BYTES = 65_536;

interface Code {
  readonly memory: WebAssembly.Memory;
  sumBlocks(a: number, b: number, pitch: number, groups: number, sums: number, plane: number): void;
  similarities(above: number, here: number, plane: number, windows: number, c1: number, c2: number): number;
}

let compiled: WebAssembly.Module | undefined;

/**
 * Sums over the pixels of two planes, by blocks of 4x4, and SSIM of the windows of two by two blocks: the arithmetic that
 * block-sums.wat does sixteen pixels at a time. What it does not know are strips, frames and likeness.
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
    // What the module exports is what block-sums.wat says.
    this.#code = new WebAssembly.Instance(compiled).exports as unknown as Code;
    this.#width = width;
    this.#pitch = Math.ceil(width / GROUP) * GROUP;
    // Sums of 32 bits, and one group more: the last window's read goes beyond the last block.
    this.#plane = (this.#pitch / BLOCK) * 4 + GROUP;
    this.#b = BLOCK * this.#pitch;
    this.#here = 2 * this.#b;
    this.#above = this.#here + SUMS * this.#plane;
    const { memory } = this.#code;
    const bytes = this.#above + SUMS * this.#plane;
    memory.grow(Math.max(0, Math.ceil(bytes / PAGE_BYTES) - 1));
    this.#bytes = new Uint8Array(memory.buffer);
    this.#sums = new Int32Array(memory.buffer);
  }

  /** Whole blocks in a row; what is left over is not looked at. */
  get columns(): number {
    return Math.floor(this.#width / BLOCK);
  }

  /** The first four rows of each plane. Gives the sum of squared differences. */
  add(a: Luma, b: Luma): number {
    [this.#here, this.#above] = [this.#above, this.#here];
    this.#copy(a, 0);
    this.#copy(b, this.#b);
    this.#code.sumBlocks(0, this.#b, this.#pitch, this.#pitch / GROUP, this.#here, this.#plane);
    const both = (this.#here + 2 * this.#plane) / 4;
    const products = (this.#here + 3 * this.#plane) / 4;
    let squares = 0;
    for (let column = 0; column < this.columns; column++)
      squares += (this.#sums[both + column] as number) - 2 * (this.#sums[products + column] as number);
    return squares;
  }

  /** Of all windows made of the blocks added last and those added before them: the sum of their SSIM, with its two constants. */
  similarities(c1: number, c2: number): number {
    const windows = this.columns - 1;
    return windows < 1 ? 0 : this.#code.similarities(this.#above, this.#here, this.#plane, windows, c1, c2);
  }

  #copy({ data, offset, stride }: Luma, to: number): void {
    for (let row = 0; row < BLOCK; row++) {
      const from = offset + row * stride;
      this.#bytes.set(data.subarray(from, from + this.#width), to + row * this.#pitch);
    }
  }
}
