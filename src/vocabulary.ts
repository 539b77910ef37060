import { metricInfos } from './metrics/registry.ts';
import type { Vocabulary } from './model/vocabulary.ts';
import { ALPHA, leastPairs } from './verdict/compare/alpha.ts';
import { defaultBudgets, foreignDefaultBudgets } from './verdict/default-budgets.ts';

/** The names a scenario may use that other stages define. */
export const vocabulary: Vocabulary = {
  metrics: metricInfos(),
  defaultBudgets,
  foreignDefaultBudgets,
  leastSeeds: leastPairs(ALPHA),
};
