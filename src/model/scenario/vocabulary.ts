import type { MetricInfo } from '../result/metric.ts';
import type { Budget } from './budget.ts';

/** Names that a scenario may use but that later stages define; passed to the loader. */
export interface Vocabulary {
  readonly metrics: readonly MetricInfo[];
  /** Budgets of every region, unless the scenario sets the same statistic of the same metric. */
  readonly defaultBudgets: readonly Budget[];
  /**
   * Replace `defaultBudgets` where the stream is somebody else's: its picture and sound carry no marks to measure by.
   */
  readonly foreignDefaultBudgets: readonly Budget[];
  /** Added to `defaultBudgets` where the sound of every variant has two channels. */
  readonly stereoDefaultBudgets: readonly Budget[];
  /** Smallest number of seeds with which a comparison of variants can be significant. */
  readonly leastSeeds: number;
}
