import type { VideoSettings } from '../scenario/scenario.ts';
import type { MetricInfo } from './metric.ts';
import type { Verdict } from './verdict.ts';

export const RECOMMENDATION_SCHEMA_VERSION = 1;

/** Content of recommendation.json: what to send, to whom, why, and what one step up would cost. */
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
  /** Times of the first and the last take, ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** False while takes are left that could add evidence: continue the search in the same directory. */
  readonly isComplete: boolean;
  readonly takes: { readonly played: number; readonly invalid: number; readonly most: number };
  /**
   * Error probabilities of the search. A rung that misses its budgets in `badShare` of its takes is called within budget,
   * and one that misses them in `goodShare` is called beyond it, with a probability of at most `alpha`.
   */
  readonly certainty: {
    readonly alpha: number;
    readonly goodShare: number;
    readonly badShare: number;
    /** A rung that misses its budgets in this share of its takes is called proven with a probability of at most `provenAlpha`. */
    readonly provenBadShare: number;
    readonly provenAlpha: number;
  };
  readonly rungs: readonly TriedRung[];
  /** One per rung and region, in the order of rungs, then regions. */
  readonly standings: readonly Standing[];
  readonly regions: readonly RegionAdvice[];
  /** Advice for one stream that serves every region. */
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
  /** Why the machine could not measure it, from its last invalid take; only where no take was valid. */
  readonly unmeasurable?: string;
  /** Mean over its valid takes, by the encoder's own count. */
  readonly encodedBps?: number;
  /** Mean similarity of the picture over all regions, as in the metric `clarity`; absent where nothing could be compared. */
  readonly clarity?: number;
}

/**
 * Standing of a rung in a region. `within`: proven to keep the region's budgets. `beyond`: proven not to.
 * `ruled-out`: untried, or not tried to the end, because a rung with a lower bitrate is beyond. `open`: not enough evidence.
 */
export type StandingState = 'within' | 'beyond' | 'ruled-out' | 'open';

/** One rung in one region. */
export interface Standing {
  readonly rung: string;
  readonly region: string;
  readonly state: StandingState;
  /** Valid takes; those that are neither passes nor fails lack data for a budget. */
  readonly takes: number;
  /** Takes that kept every budget, takes that did not, and the part of these that missed one clearly. */
  readonly passes: number;
  readonly fails: number;
  readonly clearFails: number;
  /** Mean similarity of the picture in this region. */
  readonly clarity?: number;
  /** The budget missed by most, over all takes; absent when none was missed. */
  readonly worst?: Verdict;
  /** Rung of a lower bitrate whose failure rules this one out. */
  readonly ruledOutBy?: string;
}

/**
 * Advice on what to send. `proven`: within budget by the evidence. `likely`: the best so far, but takes ran out. `none`: no rung of
 * the ladder keeps the budgets.
 */
export interface Advice {
  readonly outcome: 'proven' | 'likely' | 'none';
  /** Largest share of missed takes that the evidence does not exclude at 95 %, in the region that says least; absent with `none`. */
  readonly notExcludedShare?: number;
  /** Absent with `none`. */
  readonly rung?: string;
  readonly stepUp?: StepUp;
}

export interface RegionAdvice extends Advice {
  readonly region: string;
}

/** The next clearer rung, and why it is not advised. */
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
