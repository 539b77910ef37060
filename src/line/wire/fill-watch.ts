/** Sent packets over which the loss is looked at. */
const WINDOW = 72;
const OVERFLOW_LOSS = 0.15;
/** Share of the longest wait so far: below it the buffer still fills, or the delay jumps. */
const FULL_SHARE = 0.85;

interface Seen {
  readonly index: number;
  readonly received: number;
  readonly tookMs: number;
}

/** Sees when a buffer that is being filled has overflowed for long enough to be measured, so that the sender can stop. */
export class FillWatch {
  readonly #usualLoss: number;
  #seen: Seen[] = [];
  #mostMs = Number.NEGATIVE_INFINITY;
  #leastMs = Number.POSITIVE_INFINITY;

  constructor(usualLoss: number) {
    this.#usualLoss = usualLoss;
  }

  /** Packet `index` came, as one of `received` by then. */
  add(index: number, received: number, tookMs: number): void {
    this.#mostMs = Math.max(this.#mostMs, tookMs);
    this.#leastMs = Math.min(this.#leastMs, tookMs);
    this.#seen.push({ index, received, tookMs });
    while (this.#seen.length > 2 && (this.#seen[1]?.index ?? 0) <= index - WINDOW) this.#seen.shift();
  }

  get isFull(): boolean {
    const [first, last] = [this.#seen[0], this.#seen.at(-1)];
    if (first === undefined || last === undefined || last.index - first.index < WINDOW) return false;
    const lost = 1 - (last.received - first.received) / (last.index - first.index);
    const threshold = this.#leastMs + FULL_SHARE * (this.#mostMs - this.#leastMs);
    return lost > this.#usualLoss + OVERFLOW_LOSS && this.#seen.every(({ tookMs }) => tookMs >= threshold);
  }
}
