import { type Cut, isCutOut, joinedMs } from '../../model/recording/cuts.ts';
import type { HeardSound, SoundMark } from '../../model/recording/recorded-take.ts';
import { moveMoments } from './line-times.ts';

/** A mark heard tells its second modulo this (browser/audio/sound-marks.ts). */
const MARK_CODES = 8;
/** One is made each second. */
const MARK_MS = 1000;

export function spliceMarksMade(marks: readonly SoundMark[], cuts: readonly Cut[]): readonly SoundMark[] {
  return earlier(marks, cuts, (mark, seconds) => mark - seconds);
}

/**
 * Stretches are cut where the take is. A mark heard after a cut stands for the one that would have been heard then, as frames do
 * (splice-seen.ts): its latency stays as measured, as far as marks are made a second apart.
 */
export function spliceHeard({ stretches, marks }: HeardSound, cuts: readonly Cut[]): HeardSound {
  const joined: { fromMs: number; toMs: number }[] = [];
  for (const stretch of stretches) {
    const [fromMs, toMs] = [joinedMs(cuts, stretch.fromMs), joinedMs(cuts, stretch.toMs)];
    const last = joined.at(-1);
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else if (toMs > fromMs) joined.push({ fromMs, toMs });
  }
  const coded = (mark: number, seconds: number) => (((mark - seconds) % MARK_CODES) + MARK_CODES) % MARK_CODES;
  return { stretches: joined, marks: earlier(marks, cuts, coded) };
}

function earlier(
  marks: readonly SoundMark[],
  cuts: readonly Cut[],
  by: (mark: number, seconds: number) => number,
): readonly SoundMark[] {
  const kept = marks.filter(({ atMs }) => !isCutOut(cuts, atMs));
  return moveMoments(kept, cuts).map((moved, i) => {
    const seconds = Math.round(((kept[i]?.atMs ?? moved.atMs) - moved.atMs) / MARK_MS);
    return seconds === 0 ? moved : { ...moved, mark: by(moved.mark, seconds) };
  });
}
