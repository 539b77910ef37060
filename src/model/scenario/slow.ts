/** Slowing of a rehearsal's own clock: by a fixed factor, or automatically by as much as this machine needs. */
export type Slow = 'auto' | number;

/** Bounds on the time dilation factor, which is real time divided by stream time. */
export const LEAST_FACTOR = 1;
export const MOST_FACTOR = 64;
/** Smallest factor that is worth mentioning. */
export const NOTABLE_FACTOR = 1.05;
