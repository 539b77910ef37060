import { addressOf, read } from '../../linux/libc.ts';

/** Read size, far more than a control line; longer lines arrive in pieces. */
const CHUNK_BYTES = 4096;

/** Reads lines from a readable descriptor without waiting for more input. */
export class ControlLines {
  readonly #fd: number;
  readonly #chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  readonly #chunkAddress = addressOf(this.#chunk);
  #partialLine = '';

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Returns the complete lines so far; undefined at the end of input. Call it only when the descriptor is readable. */
  read(): string[] | undefined {
    const bytes = read(this.#fd, this.#chunkAddress, CHUNK_BYTES);
    if (bytes <= 0) return undefined;
    const lines = (this.#partialLine + this.#chunk.toString('utf8', 0, bytes)).split('\n');
    this.#partialLine = lines.pop() ?? '';
    return lines;
  }
}
