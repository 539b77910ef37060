/** Lower bounds of the classes of freezes by length, ms; a class reaches up to the next bound. No freeze is shorter than 150 ms. */
export const FREEZE_BOUNDS_MS = [150, 300, 500, 1000, 2000, 5000, 10_000] as const;
