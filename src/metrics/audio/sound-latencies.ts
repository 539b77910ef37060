import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import { onceAViewer } from '../series/once-a-viewer.ts';
import { samplesIn } from '../series/samples-in.ts';
import { medianOf } from '../series/values.ts';

/** A mark carries its second modulo this (browser/audio/sound-marks.ts). */
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
export const soundLatencies = onceAViewer((viewer, take): readonly SoundLatency[] => {
  const read = (viewer.sound?.marks ?? []).flatMap(({ mark: code, atMs }) => {
    const { marks } = take.publisher;
    let place = firstAtOrAfter(marks.length, (at) => marks[at]?.atMs ?? Number.NaN, atMs - EARLIEST_MS) - 1;
    while (place >= 0 && (marks[place]?.mark ?? 0) % MARK_CODES !== code) place--;
    const made = marks[place];
    return made === undefined ? [] : [{ atMs, latencyMs: atMs - made.atMs }];
  });
  return read.filter(({ atMs, latencyMs }) => {
    const around = samplesIn(read, { fromMs: atMs - AROUND_MS, toMs: atMs + AROUND_MS });
    const usual = medianOf(around.map((other) => other.latencyMs));
    return usual === undefined || around.length < 3 || Math.abs(latencyMs - usual) <= MISREAD_MS;
  });
});
