import { addressOf, read } from '../../linux/libc.ts';

/** Far more than a control line; longer ones come in pieces. */
const CHUNK_BYTES = 4096;

/** Reads lines from a descriptor that has something to read, without waiting for more. */
export class ControlLines {
  readonly #fd: number;
  readonly #chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  readonly #chunkAddress = addressOf(this.#chunk);
  #begun = '';

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** The lines that are whole by now; undefined at the end of input. To be called when the descriptor is readable. */
  read(): string[] | undefined {
    const bytes = read(this.#fd, this.#chunkAddress, CHUNK_BYTES);
    if (bytes <= 0) return undefined;
    const lines = (this.#begun + this.#chunk.toString('utf8', 0, bytes)).split('\n');
    this.#begun = lines.pop() ?? '';
    return lines;
  }
}
