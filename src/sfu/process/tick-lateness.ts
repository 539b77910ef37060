/** How late a repeated timer comes, second by second: what its event loop was kept from doing meanwhile came as late. */
export class TickLateness {
  readonly #intervalMs: number;
  #lastMs: number | undefined;
  #longestMs = 0;
  #secondMs = 0;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Notes that the timer came. It is due an interval after it last came: one long stand-still is one late tick. */
  came(nowMs: number): void {
    const lateMs = this.#lastMs === undefined ? 0 : Math.max(0, nowMs - this.#lastMs - this.#intervalMs);
    this.#lastMs = nowMs;
    this.#secondMs = Math.max(this.#secondMs, Math.min(lateMs, this.#longestMs));
    this.#longestMs = Math.max(this.#longestMs, lateMs);
  }

  /** Returns the longest lateness since the last call, and the longest but for that one. */
  take(): { readonly longestMs: number; readonly secondMs: number } {
    const taken = { longestMs: this.#longestMs, secondMs: this.#secondMs };
    this.#longestMs = this.#secondMs = 0;
    return taken;
  }
}
