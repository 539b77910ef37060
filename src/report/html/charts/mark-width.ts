import type { SeriesPoint } from '../../../model/result/metric.ts';

/** Seconds that a mark of a course takes: 1, or as many as a point of a thinned one stands for. */
export function markWidth(points: readonly SeriesPoint[], seconds: number): number {
  return points.length === 0 ? 1 : Math.max(1, Math.round(seconds / points.length));
}
