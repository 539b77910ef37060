import type { ClipFacts, ClipRecord } from '../../model/recording/clip-facts.ts';
import type { CommonTake } from '../../model/recording/recorded-take.ts';
import { madeIn, withoutRepeats } from '../frames/made-in.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { isWithin } from '../series/span.ts';
import { medianOf } from '../series/values.ts';

/** Summarizes what became of the clip in the window; undefined unless one was played, and in older recordings. */
export function clipRecord(
  take: Pick<CommonTake, 'events' | 'publisher' | 'window' | 'lastAtMs'>,
): ClipRecord | undefined {
  const facts = take.events.find(({ name }) => name === 'clip-opened')?.detail;
  if (!isFacts(facts)) return undefined;
  const { width, height, hasSound } = facts;
  const window = measuredWindow(take);
  if (window === undefined) return { width, height, hasSound };
  const { frames, clipRates = [] } = take.publisher;
  const own = medianOf(clipRates.filter(({ atMs }) => isWithin(atMs, window)).map(({ fps }) => fps));
  const seconds = (window.toMs - window.fromMs) / 1000;
  return {
    ...{ width, height, hasSound, sentFps: withoutRepeats(madeIn(frames, window)).length / seconds },
    ...(own !== undefined && { ownFps: own }),
  };
}

/** Returns how many new pictures a second the source has to give: the frame rate asked, or a clip's own where that is lower. */
export function askedPictureRate(take: CommonTake): number {
  return Math.min(take.header.take.scenario.broadcast.video.fps, clipRecord(take)?.ownFps ?? Number.POSITIVE_INFINITY);
}

function isFacts(
  detail: Readonly<Record<string, unknown>> | undefined,
): detail is Readonly<ClipFacts & Record<string, unknown>> {
  return typeof detail?.width === 'number' && typeof detail.height === 'number' && typeof detail.hasSound === 'boolean';
}
