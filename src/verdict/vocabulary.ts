import { metricInfos } from '../metrics/registry.ts';
import type { Vocabulary } from '../model/scenario/vocabulary.ts';
import { ALPHA, leastPairs } from './compare/statistics/alpha.ts';
import { defaultBudgets, foreignDefaultBudgets, stereoDefaultBudgets } from './default-budgets.ts';

/** Names that a scenario may use and that other stages define. */
export const vocabulary: Vocabulary = {
  metrics: metricInfos(),
  defaultBudgets,
  foreignDefaultBudgets,
  stereoDefaultBudgets,
  leastSeeds: leastPairs(ALPHA),
};
