/** Smallest and largest value over takes. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Numbers drawn against bitrate, in the order of the charts. */
export const CURVE_NUMBERS = ['clarity', 'stutterRate', 'latencyP95Ms'] as const;
export type CurveNumber = (typeof CURVE_NUMBERS)[number];

/** Medians over the valid takes of one setting at one bitrate in one region; a number is absent if no take has it. */
export interface CurveRow extends Readonly<Partial<Record<CurveNumber, number>>> {
  readonly setting: string;
  readonly region: string;
  readonly askedBps: number;
  /** Bitrate by the encoder's own count; absent if it did not report one. */
  readonly encodedBps?: number;
  /** How far the takes lie apart. */
  readonly ranges: Readonly<Partial<Record<CurveNumber, Range>>>;
  readonly takes: number;
}

/** Cause of a seed without a BD-rate. */
export type NoBdRate = 'not-rising' | 'never-equal';

/** BD-rate over seeds: share of bits more (below 0, fewer) for the same quality. */
export interface BdRateOverSeeds {
  /** That of the median seed. */
  readonly fraction: number;
  /** Means that the sign-flip test does not rule out; absent if so few seeds rule out none. */
  readonly interval?: Range;
  /** Share of the qualities reached by either that both reach, in the median seed; absent in older files. */
  readonly commonShare?: number;
  readonly seeds: number;
  /** Causes of the seeds that have none. */
  readonly dropped: readonly NoBdRate[];
}

/** Bits that `test` needs for the clarity of `anchor` in a region. */
export interface CurveComparison {
  readonly anchor: string;
  readonly test: string;
  readonly region: string;
  /** Absent if no seed has both curves. */
  readonly bdRate?: BdRateOverSeeds;
}

/** Quality against bitrate of a rehearsal whose variants are a ladder. */
export interface Curves {
  readonly scenario: {
    readonly name: string;
    /** As in Region. */
    readonly regions: readonly { readonly id: string; readonly label: string; readonly labelZh?: string }[];
  };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly toolVersion: string;
  /** Settings in the order of the rehearsal; the first is the anchor. */
  readonly settings: readonly string[];
  /** Settings played at one bitrate alone, which make no curve; absent in older files. */
  readonly leftOut?: readonly string[];
  readonly rows: readonly CurveRow[];
  readonly comparisons: readonly CurveComparison[];
}
