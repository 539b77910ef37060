/** How a rehearsal's own clock is slowed: by a fixed factor, or by what this machine turns out to need. */
export type Slow = 'auto' | number;

/** Time dilation factors: real time over the stream's own. */
export const LEAST_FACTOR = 1;
export const MOST_FACTOR = 64;
/** Played slower by less than that is not worth a word. */
export const TELLING_FACTOR = 1.05;
