/** Lines passed on in a second: for each hostile packet that reaches a port, the library writes one or two. */
const MOST_LINES = 20;

/** Passes on what node-datachannel logs, so many lines a second, and tells how many more there were. */
export class LibraryLog {
  readonly #log: (text: string) => void;
  #lines = 0;

  constructor(log: (text: string) => void) {
    this.#log = log;
  }

  add(level: string, message: string): void {
    this.#lines += 1;
    if (this.#lines <= MOST_LINES) this.#log(`node-datachannel ${level}: ${message}`);
  }

  /** Begins another second. */
  endSecond(): void {
    if (this.#lines > MOST_LINES) this.#log(`node-datachannel: ${this.#lines - MOST_LINES} more lines in this second`);
    this.#lines = 0;
  }
}
