import type { Budget } from '../../model/scenario/budget.ts';

/** Formats a limit as it may be written in a scenario, "< 3 %". */
export function formatBareBound({ statistic, unit, ready: { comparison, limit } }: Budget): string {
  const amount =
    unit === 'ms'
      ? limit >= 1000
        ? `${limit / 1000} s`
        : `${limit} ms`
      : unit === 'fraction'
        ? `${Number((limit * 100).toPrecision(12))} %`
        : String(limit);
  return `${statistic === 'value' ? '' : `${statistic} `}${comparison} ${amount}`;
}
