import type { Metric } from '../metrics/metric.ts';
import { METRICS } from '../metrics/registry.ts';
import type { Budget } from '../model/scenario/budget.ts';

const METRICS_IN_ORDER = Object.values<Metric>(METRICS);

/** Limits that a broadcast must meet unless its scenario says otherwise; each can be set for all regions or one. */
export const defaultBudgets: readonly Budget[] = METRICS_IN_ORDER.filter(
  ({ defaultBudget }) => defaultBudget !== 'none' && defaultBudget.onlyInStereo !== true,
).flatMap(budgetsOf);

/** Further default limits where the sound has two channels. */
export const stereoDefaultBudgets: readonly Budget[] = METRICS_IN_ORDER.filter(
  ({ defaultBudget }) => defaultBudget !== 'none' && defaultBudget.onlyInStereo === true,
).flatMap(budgetsOf);

/** Default limits of a stream published elsewhere: those on what browsers tell of any stream. */
export const foreignDefaultBudgets: readonly Budget[] = METRICS_IN_ORDER.filter(
  ({ defaultBudget }) => defaultBudget !== 'none' && defaultBudget.holdsForForeignStreams,
).flatMap(budgetsOf);

function budgetsOf({ id, unit, defaultBudget }: Metric): readonly Budget[] {
  if (defaultBudget === 'none') return [];
  const { statistic, ready, warn } = defaultBudget;
  return [{ metric: id, statistic, unit, ready, ...(warn && { warn }), origin: 'default' }];
}
