import type { VideoSettings } from '../scenario/scenario.ts';
import type { MetricInfo } from './metric.ts';
import type { Verdict } from './verdict.ts';

export const RECOMMENDATION_SCHEMA_VERSION = 1;

/** recommendation.json: what to send, to whom, why, and what one step more would cost. */
export interface Recommendation {
  readonly schemaVersion: number;
  readonly tool: { readonly name: 'longhaul'; readonly version: string };
  readonly scenario: {
    readonly name: string;
    readonly durationMs: number;
    readonly warmupMs: number;
    /** As in Region. */
    readonly regions: readonly { readonly id: string; readonly label: string; readonly labelZh?: string }[];
  };
  /** ISO 8601, UTC, of the first and the last take. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** False while takes are left that could tell more: continue it in the same directory. */
  readonly isComplete: boolean;
  readonly takes: { readonly played: number; readonly invalid: number; readonly most: number };
  /** Chance of calling a rung within budget that is not (fails `badShare` of its takes), and beyond that is not (`goodShare`). */
  readonly certainty: {
    readonly alpha: number;
    readonly goodShare: number;
    readonly badShare: number;
    /** A rung that misses this share of its takes is called proven with a chance of at most `provenAlpha`. */
    readonly provenBadShare: number;
    readonly provenAlpha: number;
  };
  readonly rungs: readonly TriedRung[];
  /** One a rung and region, in the order of rungs, then regions. */
  readonly standings: readonly Standing[];
  readonly regions: readonly RegionAdvice[];
  /** One picture for everybody. */
  readonly overall: Advice;
  /** Definitions of the metrics that were missed. */
  readonly metrics: readonly MetricInfo[];
}

/** A candidate of the ladder. */
export interface TriedRung {
  /** "h264-720p-2000k" */
  readonly name: string;
  readonly video: VideoSettings;
  readonly takes: number;
  readonly invalidTakes: number;
  /** Why the machine could not measure it, of its last invalid take; only where no take was valid. */
  readonly unmeasurable?: string;
  /** Mean over its valid takes, by the encoder's own count. */
  readonly encodedBps?: number;
  /** Mean similarity of what was seen in all regions, as in the metric `clarity`; absent where nothing could be compared. */
  readonly clarity?: number;
}

/**
 * Within: proven to keep the region's budgets. Beyond: proven not to. Ruled out: untried, or not tried to the end, because a
 * rung of fewer bits is beyond. Open: not enough evidence.
 */
export type StandingState = 'within' | 'beyond' | 'ruled-out' | 'open';

export interface Standing {
  readonly rung: string;
  readonly region: string;
  readonly state: StandingState;
  /** Valid ones; those that are neither passes nor fails lack data for a budget. */
  readonly takes: number;
  /** Takes that kept every budget, that did not, and of these, that missed one clearly. */
  readonly passes: number;
  readonly fails: number;
  readonly clearFails: number;
  /** Of this region. */
  readonly clarity?: number;
  /** The budget missed by most, of all takes; absent when none was missed. */
  readonly worst?: Verdict;
  /** Ruled out by this rung. */
  readonly ruledOutBy?: string;
}

/** Proven: within by the evidence. Likely: the best so far, takes ran out. None: no rung of the ladder keeps the budgets. */
export interface Advice {
  readonly outcome: 'proven' | 'likely' | 'none';
  /** The largest share of takes missed that its evidence does not exclude, 95 % sure, in the region that says least; absent with none. */
  readonly notExcludedShare?: number;
  /** Absent with none. */
  readonly rung?: string;
  readonly stepUp?: StepUp;
}

export interface RegionAdvice extends Advice {
  readonly region: string;
}

/** The next clearer rung, and why it is not the one. */
export interface StepUp {
  readonly rung: string;
  readonly moreBps: number;
  readonly moreClarity?: number;
  /** The region whose budget stands in the way. */
  readonly region?: string;
  readonly why: 'beyond' | 'ruled-out' | 'open' | 'unmeasurable';
  readonly fails?: number;
  readonly takes?: number;
  readonly worst?: Verdict;
  readonly ruledOutBy?: string;
}
