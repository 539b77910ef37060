import { MOST_POINTS } from '../report/timeline/thin-points.ts';

/** Of one kind in one result.json, so that an hour with fifty viewers is still a file that opens: some 25 MB (three takes of an hour, fifty viewers). */
const MOST_POINTS_IN_ALL = 100_000;
/** Less than this is no course any more, however many there are. */
const LEAST_POINTS = 60;

/** Points that each of so many courses may keep. */
export function pointsEach(courses: number): number {
  return Math.max(LEAST_POINTS, Math.min(MOST_POINTS, Math.floor(MOST_POINTS_IN_ALL / Math.max(1, courses))));
}
