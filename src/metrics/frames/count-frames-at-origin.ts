import type { RecordedTake } from '../../model/recording/recorded-take.ts';
import { cachePerTake } from '../series/cache-per-viewer.ts';
import { overlapMs, type Span } from '../series/span.ts';
import { ofWatched, type WatchedStreams } from './watched-streams.ts';

/** Time after which the origin gives up a frame's missing packets and counts the frame as broken. */
export const GIVEN_UP_AFTER_MS = 2000;

/**
 * Counts the frames made in a span that reached the origin whole, or lack a packet for good; `watched` selects streams, which the
 * recording has to distinguish.
 */
export function countFramesAtOrigin({ origin }: Pick<RecordedTake, 'origin'>, span: Span, watched?: WatchedStreams) {
  let [whole, broken] = [0, 0];
  const later = { fromMs: span.fromMs + GIVEN_UP_AFTER_MS, toMs: span.toMs + GIVEN_UP_AFTER_MS };
  origin.forEach(({ atMs, publisher }, place) => {
    if (publisher?.framesWhole === undefined || publisher.framesBroken === undefined) return;
    const second = { fromMs: origin[place - 1]?.atMs ?? atMs - 1000, toMs: atMs };
    const count = (field: CountedFrames, when: Span) =>
      watched === undefined
        ? (publisher[field] ?? 0)
        : ofWatched(watched(when), (name) => publisher.streams?.find(({ rid }) => rid === name)?.[field] ?? 0);
    whole += count('framesWhole', second) * shareWithin(second, span);
    broken += count('framesBroken', earlier(second)) * shareWithin(second, later);
  });
  return { whole, broken };
}

type CountedFrames = 'framesWhole' | 'framesBroken';

/** Returns when the frames were made that are given up in a second. */
function earlier({ fromMs, toMs }: Span): Span {
  return { fromMs: fromMs - GIVEN_UP_AFTER_MS, toMs: toMs - GIVEN_UP_AFTER_MS };
}

/** Returns whether the origin counted the frames of each simulcast stream by itself. */
export const distinguishesStreams = cachePerTake(({ origin }) =>
  origin.some(({ publisher }) => publisher?.streams !== undefined),
);

/** Returns the share (0 to 1) of a step that lies within a span. */
export function shareWithin(step: Span, span: Span): number {
  return step.toMs > step.fromMs ? overlapMs(step, span) / (step.toMs - step.fromMs) : 0;
}
