import { framesSeenIn } from '../../metrics/frames-in.ts';
import { madeIn } from '../../metrics/made-in.ts';
import { measuredWindow } from '../../metrics/measured-window.ts';
import type { RecordedTake } from '../../model/recorded-take.ts';
import { pathCarries } from './path-carries.ts';
import type { TakeSignal } from './signal.ts';

const ADVICE =
  'Look for errors of the page or the origin in the recording and run again; `longhaul doctor` checks the browser.';

/** No media where the network would have carried it. A dead viewer behind a dead link is the network's, and stays a verdict. */
export const noMedia: TakeSignal = {
  type: 'take',
  id: 'no-media',
  ofOwnStream: true,
  check(take) {
    const reason = publisherSilent(take) ?? viewersSawNothing(take);
    return reason === undefined ? undefined : { reason, advice: ADVICE };
  },
};

function publisherSilent(take: RecordedTake): string | undefined {
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
function mediaBegunMs(take: RecordedTake): number | undefined {
  return take.events.find(({ name }) => name === 'origin-up' || name === 'browser-up')?.atMs;
}

function viewersSawNothing(take: RecordedTake): string | undefined {
  const window = measuredWindow(take);
  if (window === undefined || !pathCarries(take, 'publisher', 'origin', window.fromMs)) return undefined;
  const blind = take.viewers
    .filter(({ frames }) => framesSeenIn(frames, window) === 0)
    // From the beginning: a join that failed, failed before the window.
    .filter(
      ({ id }) =>
        pathCarries(take, 'origin', id, mediaBegunMs(take) ?? take.header.atMs) &&
        pathCarries(take, 'origin', id, window.fromMs),
    )
    .map(({ id }) => id);
  return blind.length === 0
    ? undefined
    : `${blind.join(', ')} saw no frame in the measured time, though the network would have carried the stream.`;
}
