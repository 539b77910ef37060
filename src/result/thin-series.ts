import type { Metric } from '../metrics/metric.ts';
import { METRICS } from '../metrics/registry.ts';
import type { SeriesPoint } from '../model/result/metric.ts';
import type { Take } from '../model/scenario/take.ts';
import { thinPoints } from '../report/timeline/thin-points.ts';
import { pointsEach } from './points-each.ts';

const METRICS_WITH_SERIES = Object.values<Metric>(METRICS).filter(({ series }) => series !== undefined).length;

/** Makes a function that thins a viewer's series to its share of the points in result.json, for `takeCount` takes like this one. */
export function seriesThinner(
  take: Take,
  takeCount: number,
): (points: readonly SeriesPoint[]) => readonly SeriesPoint[] {
  const most = pointsEach(takeCount * take.viewers.length * METRICS_WITH_SERIES);
  const seconds = Math.ceil(take.scenario.durationMs / 1000);
  return (points) => thinPoints(points, seconds, most);
}
