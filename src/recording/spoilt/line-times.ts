import { type Cut, isCutOut, joinedMs } from '../../model/recording/cuts.ts';

type Timed = { readonly atMs: number };

/**
 * Interval between lines. A line covers the second before it, or the time since the previous line if that is shorter.
 */
const PERIOD_MS = 1000;

/**
 * Returns the time of each line once the cuts are left out; undefined for lines to leave out, which are those whose
 * second has its middle in a cut. Validity assigns lines to seconds in the same way, so that the lines that made a
 * second spoilt go with it. A line that reaches into a cut keeps its second.
 */
export function lineTimes(lines: readonly Timed[], cuts: readonly Cut[]): readonly (number | undefined)[] {
  return lines.map(({ atMs }, i) => {
    const periodMs = Math.min(PERIOD_MS, atMs - (lines[i - 1]?.atMs ?? Number.NEGATIVE_INFINITY));
    const middleMs = atMs - periodMs / 2;
    return isCutOut(cuts, middleMs) ? undefined : atMs - (middleMs - joinedMs(cuts, middleMs));
  });
}

/** Moves lines that each cover a second, leaving out those in a cut. */
export function moveLines<T extends Timed>(lines: readonly T[], cuts: readonly Cut[]): readonly T[] {
  const times = lineTimes(lines, cuts);
  return lines.flatMap((line, i) => movedTo(line, times[i]));
}

/** Moves samples of a single moment (a mark, a compared frame), leaving out those in a cut. */
export function moveMoments<T extends Timed>(moments: readonly T[], cuts: readonly Cut[]): readonly T[] {
  return moments.flatMap((moment) =>
    movedTo(moment, isCutOut(cuts, moment.atMs) ? undefined : joinedMs(cuts, moment.atMs)),
  );
}

function movedTo<T extends Timed>(item: T, atMs: number | undefined): readonly T[] {
  if (atMs === undefined) return [];
  return atMs === item.atMs ? [item] : [{ ...item, atMs }];
}
