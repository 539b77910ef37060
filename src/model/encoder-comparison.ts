import type { MetricId, Statistic, Unit } from './metric.ts';
import type { Broadcast } from './scenario.ts';

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
  /** Seeds below which nothing can be told from chance at this alpha; and with which a single change surely can. */
  readonly leastSeeds: number;
  readonly sureSeeds: number;
  /** Budgeted metrics first, as the regions and their budgets stand in the scenario. */
  readonly changes: readonly Change[];
  /** What makes the comparison doubtful without forbidding it: another machine, another browser. */
  readonly warnings: readonly string[];
}

export interface ComparedArm {
  /** The variant, or the directory it was read from. */
  readonly name: string;
  readonly broadcast: Broadcast;
  readonly seeds: readonly number[];
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
  /** Why it is inconclusive. Missing data: seeds enough were played, but not measured in both arms. */
  readonly why?: 'too-few-seeds' | 'missing-data' | 'too-noisy';
  readonly pairs: number;
  /** Medians over the pairs; each seed's value is the mean of the region's viewers. */
  readonly baseline?: number;
  readonly candidate?: number;
  /** Median of candidate minus baseline, and the bootstrap interval of it. */
  readonly difference?: number;
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
