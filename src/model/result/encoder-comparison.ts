import type { Broadcast } from '../scenario/scenario.ts';
import type { MetricId, Statistic, Unit } from './metric.ts';
import type { Outcome } from './verdict.ts';

/** What a change of the encoder does to one number of one region. No worse: not by the margin or more. */
export type ChangeOutcome = 'improved' | 'no-worse' | 'regressed' | 'inconclusive';

/** Invalid: data is missing, so that nothing is known; unlike inconclusive, nobody may let it pass. */
export type ComparisonOutcome = ChangeOutcome | 'invalid';

/** One encoder setting held against another: same seeds, same network, differences taken seed by seed. */
export interface EncoderComparison {
  readonly baseline: ComparedArm;
  readonly candidate: ComparedArm;
  /** Decided by the budgeted metrics alone: regressed if one is, no worse or improved only if all are. */
  readonly outcome: ComparisonOutcome;
  /** Seeds of which both arms have a valid take. */
  readonly pairedSeeds: readonly number[];
  readonly dropped: readonly DroppedSeed[];
  /** Chance of any false "regressed" that this look may spend. */
  readonly alpha: number;
  readonly look: number;
  readonly looks: number;
  /** Its p hold at any look, after every pair: `look` and `looks` say nothing then. Absent: the test is for one number of seeds. */
  readonly isAnytime?: boolean;
  /** Seeds below which nothing can be told from chance at this alpha; and with which a single change surely can. */
  readonly leastSeeds: number;
  readonly sureSeeds: number;
  /** Budgets that one arm missed and the other kept under the same seed; absent in comparisons older than that. */
  readonly loneFailures?: readonly LoneFailure[];
  /** Chance of so many more seeds that fail in the candidate alone if nothing changed, corrected with all changes (McNemar). */
  readonly failureP?: number;
  /** Chance of so many seeds missed clearly by the candidate alone if takes do so by chance only. */
  readonly clearFailureP?: number;
  /** Budgeted metrics first, as the regions and their budgets stand in the scenario. */
  readonly changes: readonly Change[];
  /** What makes the comparison doubtful without forbidding it: another machine, another browser. */
  readonly warnings: readonly string[];
}

/** A budget that one arm missed under a seed and the other kept, the two by a margin or more apart. */
export interface LoneFailure extends MissedBudget {
  readonly seed: number;
  /** Which missed it. */
  readonly arm: 'baseline' | 'candidate';
  /** By far more than takes of one setting differ. */
  readonly isClear: boolean;
}

export interface ComparedArm {
  /** The variant, or the directory it was read from. */
  readonly name: string;
  readonly broadcast: Broadcast;
  readonly seeds: readonly number[];
  /** Its own takes against the budgets, as if it had been rehearsed alone; absent in comparisons older than that. */
  readonly outcome?: Outcome;
  /** Budgets that any of its counting takes missed; absent as `outcome` is. */
  readonly missed?: readonly MissedBudget[];
}

export interface MissedBudget {
  readonly region: string;
  readonly metric: MetricId;
  readonly statistic: Statistic;
}

export interface DroppedSeed {
  readonly seed: number;
  readonly arm: 'baseline' | 'candidate';
  readonly reason: string;
}

/** One statistic of one metric in one region, over the seeds of which both arms have it. */
export interface Change {
  readonly region: string;
  readonly metric: MetricId;
  readonly statistic: Statistic;
  readonly unit: Unit;
  readonly better: 'lower' | 'higher';
  /** Whether it decides; the others are shown. */
  readonly isBudgeted: boolean;
  readonly outcome: ChangeOutcome;
  /**
   * Why it is inconclusive; or regressed, if by no level. Missing data: seeds enough were played, but not measured in both arms. Failed alone: the candidate
   * missed its budget under a seed where the baseline kept it; regressed, where that happened in more seeds than chance explains.
   */
  readonly why?: 'too-few-seeds' | 'missing-data' | 'too-noisy' | 'failed-alone';
  readonly pairs: number;
  /** Medians over the pairs; each seed's value is the mean of the region's viewers. */
  readonly baseline?: number;
  readonly candidate?: number;
  /** Median of candidate minus baseline, and the bootstrap interval of it. */
  readonly difference?: number;
  /** Mean of the same; absent in comparisons older than that. */
  readonly meanDifference?: number;
  readonly interval?: { readonly low: number; readonly high: number };
  /** The least difference that matters. */
  readonly margin: number;
  /** Beyond the margin, a limit up to which worse only warns. */
  readonly warnMargin?: number;
  /** Regressed or inconclusive, and surely not worse by warnMargin: it is not held against the candidate. */
  readonly isOnlyWarning?: boolean;
  /** Chance of looking so much worse, or better, if nothing changed; corrected for all metrics and regions together. */
  readonly worseP: number;
  readonly betterP: number;
  /** Chance of looking so harmless if it were worse by the margin. */
  readonly harmlessP: number;
}
