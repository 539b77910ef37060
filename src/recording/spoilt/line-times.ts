import { type Cut, isCutOut, joinedMs } from '../../model/recording/cuts.ts';

type Timed = { readonly atMs: number };

/** Lines come once a second, and each tells of the second before it, or since the one before if that is less. */
const PERIOD_MS = 1000;

/**
 * When each line is once the cuts are left out; undefined for those left out, whose second has its middle in a cut. That is
 * how validity gives lines to seconds: what made a second spoilt goes with it. A line that goes on into a cut keeps its second.
 */
export function lineTimes(lines: readonly Timed[], cuts: readonly Cut[]): readonly (number | undefined)[] {
  return lines.map(({ atMs }, i) => {
    const periodMs = Math.min(PERIOD_MS, atMs - (lines[i - 1]?.atMs ?? Number.NEGATIVE_INFINITY));
    const middleMs = atMs - periodMs / 2;
    return isCutOut(cuts, middleMs) ? undefined : atMs - (middleMs - joinedMs(cuts, middleMs));
  });
}

export function moveLines<T extends Timed>(lines: readonly T[], cuts: readonly Cut[]): readonly T[] {
  const times = lineTimes(lines, cuts);
  return lines.flatMap((line, i) => at(line, times[i]));
}

/** What is of one moment: a mark, a frame held against the true one. */
export function moveMoments<T extends Timed>(moments: readonly T[], cuts: readonly Cut[]): readonly T[] {
  return moments.flatMap((moment) => at(moment, isCutOut(cuts, moment.atMs) ? undefined : joinedMs(cuts, moment.atMs)));
}

function at<T extends Timed>(what: T, atMs: number | undefined): readonly T[] {
  if (atMs === undefined) return [];
  return atMs === what.atMs ? [what] : [{ ...what, atMs }];
}
