import type { RecordedTake, RecordedViewer } from '../model/recorded-take.ts';
import { medianOf } from './values.ts';

/** A mark carries its second modulo this (media/page/sound-marks.ts). */
const MARK_CODES = 8;
/** Clocks agree within a millisecond, and a block of sound is 10 ms: nothing is heard so much before it was made. */
const EARLIEST_MS = -50;

export interface SoundLatency {
  /** When the mark was heard. */
  readonly atMs: number;
  readonly latencyMs: number;
}

/**
 * A jitter buffer that catches up between a mark's two chirps can make it read as its neighbour, a second off. Such a one
 * stands alone among those heard so shortly before and after it; a real leap does not.
 */
const AROUND_MS = 3500;
const MISREAD_MS = 500;

/** Of every mark heard whose making was noted: the last made before it that bears its code. */
export function soundLatencies(viewer: RecordedViewer, take: RecordedTake): readonly SoundLatency[] {
  const read = (viewer.sound?.marks ?? []).flatMap(({ mark: code, atMs }) => {
    const made = take.publisher.marks.findLast(
      (mark) => mark.mark % MARK_CODES === code && atMs - mark.atMs >= EARLIEST_MS,
    );
    return made === undefined ? [] : [{ atMs, latencyMs: atMs - made.atMs }];
  });
  return read.filter(({ atMs, latencyMs }) => {
    const around = read.filter((other) => Math.abs(other.atMs - atMs) <= AROUND_MS);
    const usual = medianOf(around.map((other) => other.latencyMs));
    return usual === undefined || around.length < 3 || Math.abs(latencyMs - usual) <= MISREAD_MS;
  });
}
