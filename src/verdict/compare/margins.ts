import { findMetric } from '../../metrics/registry.ts';
import type { MetricInfo, Unit } from '../../model/result/metric.ts';

/** Margin of metrics without one of their own: the least difference in the unit that shows. Assumptions. */
const MARGIN_OF_UNIT: Readonly<Partial<Record<Unit, number>>> = { ms: 30, fps: 1, fraction: 0.01, count: 1 };

/**
 * Returns the margin of practical difference of a metric, in its unit; a budget on change ("change < 1 %") sets its own. Undefined
 * where no difference is known to matter: such a metric is not judged. A metric of another version has its unit's margin.
 */
export function marginOf({ id, unit }: Pick<MetricInfo, 'id' | 'unit'>): number | undefined {
  const margin = findMetric(id)?.margin ?? 'by-unit';
  if (margin === 'not-judged') return undefined;
  return margin === 'by-unit' ? MARGIN_OF_UNIT[unit] : margin;
}
