import type { MetricInfo } from '../model/result/metric.ts';
import type { ChangeLimit, ChangeLimitSet } from '../model/scenario/budget.ts';

/** Finds the margin of a metric that has no limit on change. */
type MarginOf = (metric: Pick<MetricInfo, 'id' | 'unit'>) => number | undefined;

/**
 * Returns, of two rehearsals' limits on change, the stricter one for each number: a change that brings a looser limit of its own
 * would pass by it. A number that only one of them limits has its metric's margin in the other, and nothing that would only warn.
 */
export function stricterLimits(before: ChangeLimitSet, after: ChangeLimitSet, marginOf: MarginOf): ChangeLimitSet {
  const regions = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    regions.map((region) => {
      const [own, others] = [after[region] ?? [], before[region] ?? []];
      const onlyThere = others.filter((limit) => !own.some(isSame(limit)));
      const merged = own.map((limit) => stricter(limit, others.find(isSame(limit)), marginOf));
      return [region, [...merged, ...onlyThere.map((limit) => stricter(limit, undefined, marginOf))]];
    }),
  );
}

function isSame({ metric, statistic }: ChangeLimit): (other: ChangeLimit) => boolean {
  return (other) => other.metric === metric && other.statistic === statistic;
}

function stricter(limit: ChangeLimit, other: ChangeLimit | undefined, marginOf: MarginOf): ChangeLimit {
  const { metric, unit } = limit;
  const otherLimit = other?.limit ?? marginOf({ id: metric, unit });
  const [a, b] = [limit.warnLimit, other?.warnLimit];
  const { warnLimit: _, ...rest } = limit;
  const warnLimit = a === undefined || b === undefined ? undefined : Math.min(a, b);
  const least = Math.min(limit.limit, otherLimit ?? limit.limit);
  return { ...rest, limit: least, ...(warnLimit !== undefined && warnLimit > least && { warnLimit }) };
}
