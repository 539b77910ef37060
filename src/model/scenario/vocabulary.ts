import type { MetricInfo } from '../result/metric.ts';
import type { Budget } from './budget.ts';

/** The names a scenario may use that other stages own: handed to the loader by whoever knows them. */
export interface Vocabulary {
  readonly metrics: readonly MetricInfo[];
  /** Hold for every region unless the scenario sets the same statistic of the same metric. */
  readonly defaultBudgets: readonly Budget[];
  /** In their place where the stream is somebody else's, whose pictures and sound have no marks to measure by. */
  readonly foreignDefaultBudgets: readonly Budget[];
  /** Seeds below which no comparison of variants can tell anything from chance. */
  readonly leastSeeds: number;
}
