import type { SeriesPoint } from '../../model/result/metric.ts';

/** Largest number of points per line: more cannot be distinguished on a page, and make it heavy. */
export const MOST_POINTS = 600;

/** Reduces a long series to the smallest and largest point of each interval: no spike is lost, and an interval without data stays a gap. */
export function thinPoints(
  points: readonly SeriesPoint[],
  seconds: number,
  most: number = MOST_POINTS,
): readonly SeriesPoint[] {
  if (points.length <= most) return points;
  const interval = Math.ceil((2 * Math.max(seconds, points.length)) / most);
  const thinned: SeriesPoint[] = [];
  for (let start = 0; start < points.length; start += interval) {
    const [least, largest] = endsOf(points, start, Math.min(points.length, start + interval));
    if (least === largest) thinned.push(least);
    else thinned.push(...(least.second < largest.second ? [least, largest] : [largest, least]));
  }
  return thinned;
}

/** Returns the smallest and largest point of a non-empty interval; the first point twice if none has a value. */
function endsOf(points: readonly SeriesPoint[], from: number, to: number): readonly [SeriesPoint, SeriesPoint] {
  let least = points[from] as SeriesPoint;
  let largest = least;
  for (let place = from + 1; place < to; place++) {
    const point = points[place] as SeriesPoint;
    if (point.value === undefined) continue;
    if (least.value === undefined || point.value < least.value) least = point;
    if (largest.value === undefined || point.value > largest.value) largest = point;
  }
  return [least, largest];
}
