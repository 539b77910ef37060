import { type Cut, isCutOut, joinedMs } from '../../model/recording/cuts.ts';
import type { HeardSound, SoundMark } from '../../model/recording/recorded-take.ts';
import { MARK_CODES } from '../../model/recording/sound-lines.ts';
import { moveMoments } from './line-times.ts';

/** Time between marks. */
const MARK_MS = 1000;

/** Returns the marks made outside of all cuts, with their times and seconds moved back. */
export function spliceMarksMade(marks: readonly SoundMark[], cuts: readonly Cut[]): readonly SoundMark[] {
  return moveMarks(marks, cuts, (mark, seconds) => mark - seconds);
}

/**
 * Returns the sound heard outside of all cuts. A mark heard after a cut stands for the one that would have been heard
 * then, like frames in splice-seen.ts; its latency stays as measured, since marks are made one second apart.
 */
export function spliceHeard({ intervals, stereo, marks }: HeardSound, cuts: readonly Cut[]): HeardSound {
  const moveCode = (mark: number, seconds: number) => (((mark - seconds) % MARK_CODES) + MARK_CODES) % MARK_CODES;
  return {
    intervals: spliceIntervals(intervals, cuts),
    ...(stereo && { stereo: spliceIntervals(stereo, cuts) }),
    marks: moveMarks(marks, cuts, moveCode),
  };
}

function spliceIntervals(intervals: HeardSound['intervals'], cuts: readonly Cut[]): HeardSound['intervals'] {
  const joined: { fromMs: number; toMs: number }[] = [];
  for (const interval of intervals) {
    const [fromMs, toMs] = [joinedMs(cuts, interval.fromMs), joinedMs(cuts, interval.toMs)];
    const last = joined.at(-1);
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else if (toMs > fromMs) joined.push({ fromMs, toMs });
  }
  return joined;
}

function moveMarks(
  marks: readonly SoundMark[],
  cuts: readonly Cut[],
  moveMark: (mark: number, seconds: number) => number,
): readonly SoundMark[] {
  const kept = marks.filter(({ atMs }) => !isCutOut(cuts, atMs));
  return moveMoments(kept, cuts).map((moved, i) => {
    const seconds = Math.round(((kept[i]?.atMs ?? moved.atMs) - moved.atMs) / MARK_MS);
    return seconds === 0 ? moved : { ...moved, mark: moveMark(moved.mark, seconds) };
  });
}
