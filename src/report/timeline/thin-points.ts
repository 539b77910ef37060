import type { SeriesPoint } from '../../model/result/metric.ts';

/** More points than this are not told apart on a page, and make it heavy. */
export const MOST_POINTS = 600;

/** Of a long series, the least and the largest of each stretch: no spike is lost; a stretch without data stays a gap. */
export function thinPoints(
  points: readonly SeriesPoint[],
  seconds: number,
  most: number = MOST_POINTS,
): readonly SeriesPoint[] {
  if (points.length <= most) return points;
  const stretch = Math.ceil((2 * Math.max(seconds, points.length)) / most);
  const thinned: SeriesPoint[] = [];
  for (let start = 0; start < points.length; start += stretch) {
    const [least, largest] = endsOf(points, start, Math.min(points.length, start + stretch));
    if (least === largest) thinned.push(least);
    else thinned.push(...(least.second < largest.second ? [least, largest] : [largest, least]));
  }
  return thinned;
}

/** Of a stretch that is not empty: least and largest, the first point twice where none has a value. */
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
