import type { Unit } from '../../model/result/metric.ts';
import type { ValueMetric } from '../metric.ts';
import { type CounterQuery, countedIn, counterSteps, stepAt } from './counters.ts';
import { measuredWindow } from './measured-window.ts';
import { seriesOver } from './series.ts';
import { NO_WINDOW, noData, singleValue } from './values.ts';

interface OverCounters<K extends string> {
  readonly unit: Unit;
  readonly query: CounterQuery<K>;
  /** Returns the number that follows from the counts; undefined where nothing was counted of which it could be. */
  readonly read: (counted: Readonly<Record<K, number>>) => number | undefined;
  /** Why there is no number then. */
  readonly nothingCounted: string;
}

/** Measures a number that follows from counters of a viewer's statistics: over the window, and second by second. */
export function overCounters<K extends string>({
  unit,
  query,
  read,
  nothingCounted,
}: OverCounters<K>): Required<Pick<ValueMetric, 'measure' | 'series'>> {
  return {
    measure(viewer, take) {
      const window = measuredWindow(take);
      if (window === undefined) return noData(unit, NO_WINDOW);
      const total = countedIn(viewer.stats, query, window);
      if (total.type === 'no-data') return noData(unit, total.reason);
      const value = read(total.counted);
      return value === undefined ? noData(unit, nothingCounted) : singleValue(unit, value);
    },
    series(viewer, take) {
      const steps = counterSteps(viewer.stats, query);
      return seriesOver(take, (second) => {
        const step = stepAt(steps, second);
        return step && read(step.counted);
      });
    },
  };
}
