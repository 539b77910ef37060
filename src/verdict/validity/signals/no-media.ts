import { framesSeenIn } from '../../../metrics/frames/frames-in.ts';
import { madeIn } from '../../../metrics/frames/made-in.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import type { CommonTake, RecordedTake, RecordedViewer } from '../../../model/recording/recorded-take.ts';
import { pathCarries } from '../path-carries.ts';
import type { ViewersSignal } from '../signal.ts';

/** No media where the network would have carried it. A dead viewer behind a dead link is the network's, and stays a verdict. */
export const noMedia: ViewersSignal = {
  type: 'viewers',
  id: 'no-media',
  advice:
    'Look for errors of the page or the origin in the recording and run again; `longhaul doctor` checks the browser.',
  ofOwnStream: true,
  ofTake(take) {
    const reason = publisherSilent(take);
    return reason === undefined ? [] : [reason];
  },
  ofViewer: (viewer, take) => (sawNothing(viewer, take) ? [viewer.id] : []),
  // Of a silent publisher nobody sees anything.
  reason: (blind, [publisherIsSilent]) =>
    publisherIsSilent ??
    `${blind.join(', ')} saw no frame in the measured time, though the network would have carried the stream.`,
};

function publisherSilent(take: CommonTake): string | undefined {
  const published = take.events.some(({ source, name }) => source === 'publisher' && name === 'published');
  const begunMs = mediaBegunMs(take);
  // Ended before anyone tried: there are signals for that.
  if (!published && begunMs === undefined && take.window === undefined) return undefined;
  if (!published)
    return pathCarries(take, 'publisher', 'origin', begunMs ?? take.header.atMs)
      ? 'The publisher never got through to the origin, though the first mile let its packets pass.'
      : undefined;
  const window = measuredWindow(take);
  if (window === undefined) return undefined;
  return madeIn(take.publisher.frames, window).length > 0
    ? undefined
    : 'The publisher made no frame in the measured time.';
}

/** Since when the network carries media, and no longer only probes. */
function mediaBegunMs(take: CommonTake): number | undefined {
  return take.events.find(({ name }) => name === 'origin-up' || name === 'browser-up')?.atMs;
}

function sawNothing({ id, frames }: RecordedViewer, take: RecordedTake): boolean {
  const window = measuredWindow(take);
  if (window === undefined || framesSeenIn(frames, window) > 0) return false;
  const carried = (from: string, to: string, atMs: number) => pathCarries(take, from, to, atMs);
  return (
    carried('publisher', 'origin', window.fromMs) &&
    // From the beginning: a join that failed, failed before the window.
    carried('origin', id, mediaBegunMs(take) ?? take.header.atMs) &&
    carried('origin', id, window.fromMs)
  );
}
