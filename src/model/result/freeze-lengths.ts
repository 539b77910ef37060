/** Freezes are sorted by length: those of at least so many ms, and less than the next. None is shorter than 150 ms. */
export const FREEZE_BOUNDS_MS = [150, 300, 500, 1000, 2000, 5000, 10_000] as const;
