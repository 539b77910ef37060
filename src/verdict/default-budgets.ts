import type { Metric } from '../metrics/metric.ts';
import { METRICS } from '../metrics/registry.ts';
import type { Budget } from '../model/scenario/budget.ts';

type DefaultBudget = Exclude<Metric['defaultBudget'], 'none'>;

/** Limits that a broadcast must meet unless its scenario says otherwise; each can be set for all regions or one. */
export const defaultBudgets: readonly Budget[] = budgetsWhere(({ onlyInStereo }) => onlyInStereo !== true);

/** Further default limits where the sound has two channels. */
export const stereoDefaultBudgets: readonly Budget[] = budgetsWhere(({ onlyInStereo }) => onlyInStereo === true);

/** Default limits of a stream published elsewhere: those on what browsers report of any stream. */
export const foreignDefaultBudgets: readonly Budget[] = budgetsWhere(
  ({ holdsForForeignStreams }) => holdsForForeignStreams,
);

function budgetsWhere(isMeant: (own: DefaultBudget) => boolean): readonly Budget[] {
  return Object.values<Metric>(METRICS).flatMap(({ id, unit, defaultBudget }): readonly Budget[] => {
    if (defaultBudget === 'none' || !isMeant(defaultBudget)) return [];
    const { statistic, ready, warn } = defaultBudget;
    return [{ metric: id, statistic, unit, ready, ...(warn && { warn }), origin: 'default' }];
  });
}
