/** Readings of the page's clock during one round-trip call. */
export interface ClockReadings {
  /** Times at which the page was called and was about to answer, by its own clock; undefined if it does not say. */
  readonly calledMs?: number;
  readonly returnedMs?: number;
}

export interface ClockBounds {
  readonly leastMs: number;
  readonly mostMs: number;
}

/**
 * Bounds how far another process's wall clock is ahead of ours, from calls that happen anyway: it cannot have been
 * called before we asked, nor have answered after we received the answer. The quickest call of a take narrows the
 * bounds to about a millisecond; a busy machine only widens them, so that an offset beyond a bound is certain.
 */
export class ClockComparison {
  #bounds: ClockBounds | undefined;

  add(askedMs: number, { calledMs, returnedMs }: ClockReadings, answeredMs: number): void {
    if (calledMs === undefined || returnedMs === undefined) return;
    const { leastMs, mostMs } = this.#bounds ?? { leastMs: Number.NEGATIVE_INFINITY, mostMs: Number.POSITIVE_INFINITY };
    this.#bounds = {
      leastMs: Math.max(leastMs, returnedMs - answeredMs),
      mostMs: Math.min(mostMs, calledMs - askedMs),
    };
  }

  /** Bounds so far; undefined before the first reading. */
  get bounds(): ClockBounds | undefined {
    return this.#bounds;
  }
}
