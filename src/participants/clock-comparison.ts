/** Readings of the other's clock, in a call that went there and came back. */
export interface ClockReadings {
  /** When the page was called, and right before it answered, by its own clock; undefined when it does not say. */
  readonly calledMs?: number;
  readonly returnedMs?: number;
}

export interface ClockBounds {
  readonly leastMs: number;
  readonly mostMs: number;
}

/**
 * How far another process's wall clock is ahead of ours, from calls that happen anyway: it cannot have been called before we
 * asked nor have returned after we were answered. The quickest call of a take narrows that to about a millisecond; a busy
 * machine only widens it, so that what lies outside a bound surely does.
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

  /** Undefined before the first. */
  get bounds(): ClockBounds | undefined {
    return this.#bounds;
  }
}
