import type { SeriesPoint } from '../model/metric.ts';

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
    const part = points.slice(start, start + stretch);
    const known = part.flatMap(({ second, value }) => (value === undefined ? [] : [{ second, value }]));
    const [first] = part;
    const [one] = known;
    if (one === undefined) {
      if (first !== undefined) thinned.push(first);
      continue;
    }
    const least = known.reduce((a, b) => (b.value < a.value ? b : a), one);
    const largest = known.reduce((a, b) => (b.value > a.value ? b : a), one);
    thinned.push(...(least === largest ? [least] : [least, largest].sort((a, b) => a.second - b.second)));
  }
  return thinned;
}
