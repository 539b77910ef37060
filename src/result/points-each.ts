import { MOST_POINTS } from '../report/timeline/thin-points.ts';

/** Most points of one kind in one result.json, so that the file still opens: about 25 MB for three takes of an hour with fifty viewers. */
const MOST_POINTS_IN_ALL = 100_000;
/** Fewest points of a series, however many series there are. */
const LEAST_POINTS = 60;

/** Returns the points that each of this many series may keep. */
export function pointsEach(seriesCount: number): number {
  return Math.max(LEAST_POINTS, Math.min(MOST_POINTS, Math.floor(MOST_POINTS_IN_ALL / Math.max(1, seriesCount))));
}
