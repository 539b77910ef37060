import { MARK_CODES } from '../../model/recording/sound-lines.ts';
import { cachePerViewer } from '../series/cache-per-viewer.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import { samplesIn } from '../series/samples-in.ts';
import { medianOf } from '../series/values.ts';

/** Earliest possible latency: clocks agree within a millisecond and a block of sound is 10 ms, so nothing is heard this early. */
const EARLIEST_MS = -50;

export interface SoundLatency {
  readonly atMs: number;
  readonly latencyMs: number;
}

/**
 * A jitter buffer that catches up between a mark's two chirps can make the mark read as its neighbour, a second off. Such an
 * outlier stands alone among the marks heard within AROUND_MS of it; a real change of latency does not.
 */
const AROUND_MS = 3500;
const MISREAD_MS = 500;

/** Returns the latency of every mark heard, against the last mark made before it with the same code; `atMs` is when it was heard. */
export const soundLatencies = cachePerViewer((viewer, take): readonly SoundLatency[] => {
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
