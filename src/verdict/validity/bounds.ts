/** A limit that validity is held against, and where it comes from. */
export interface ValidityBound {
  readonly limit: number;
  readonly unit: 'ms' | 'fraction' | 'count';
  readonly origin: string;
}

/** Limits by name. They distinguish a machine that cannot keep up from a network that does not carry the stream; a wrong verdict is worse than none. */
export type Bounds = Readonly<Record<string, ValidityBound>>;

/** Origins that several signals share; docs/validity.md says how they were measured. */
export const STARVED_HOSTS = 'our experiments with healthy and starved hosts, 2 shared cores';
/** scripts/strain-takes.ts: seconds of takes without a hog, and with one that took 1 to 15 % of every CPU. */
export const GRADED_HOG = 'takes under a graded hog, 2 shared cores';
export const ASSUMED = 'assumption';

/** Limits on what all signals that come and go find together. */
export const TAKE_BOUNDS = {
  /** Share of spoilt seconds in the window above which the take proves nothing. */
  invalidSeconds: { limit: 0.05, unit: 'fraction', origin: STARVED_HOSTS },
  /** Share of spoilt seconds between the first join and the window: a jitter buffer that grew then is still grown in the window. */
  invalidSecondsBeforeWindow: {
    limit: 0.2,
    unit: 'fraction',
    origin: `${ASSUMED}: what is less has its place in the error of each number (uncertainty)`,
  },
} as const satisfies Bounds;
