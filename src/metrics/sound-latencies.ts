import type { RecordedTake, RecordedViewer } from '../model/recorded-take.ts';

/** A mark carries its second modulo this (media/page/sound-marks.ts). */
const MARK_CODES = 8;
/** Clocks agree within a millisecond, and a block of sound is 10 ms: nothing is heard so much before it was made. */
const EARLIEST_MS = -50;

export interface SoundLatency {
  /** When the mark was heard. */
  readonly atMs: number;
  readonly latencyMs: number;
}

/** Of every mark heard whose making was noted: the last made before it that bears its code. */
export function soundLatencies(viewer: RecordedViewer, take: RecordedTake): readonly SoundLatency[] {
  return (viewer.sound?.marks ?? []).flatMap(({ mark: code, atMs }) => {
    const made = take.publisher.marks.findLast(
      (mark) => mark.mark % MARK_CODES === code && atMs - mark.atMs >= EARLIEST_MS,
    );
    return made === undefined ? [] : [{ atMs, latencyMs: atMs - made.atMs }];
  });
}
