import { framesSeenIn } from '../../../metrics/frames/frames-in.ts';
import { madeIn } from '../../../metrics/frames/made-in.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import type { CommonTake, RecordedTake, RecordedViewer } from '../../../model/recording/recorded-take.ts';
import { pathCarries } from '../path-carries.ts';
import type { ViewersSignal } from '../signal.ts';

/** No media arrived where the network would have carried it. A dead viewer behind a dead link is the network's doing and stays a verdict. */
export const noMedia = {
  type: 'viewers',
  id: 'no-media',
  title: { en: 'No picture arrived, and the network is not the cause.', zh: '没有收到画面，且原因不在网络。' },
  advice: {
    en: 'Look for errors of the page or the origin in the recording and run again; `longhaul doctor` checks the browser.',
    zh: '请在录制文件中查找页面或源站的错误后重新彩排；`longhaul doctor` 可检查浏览器。',
  },
  remedy: 'doctor',
  bounds: {},
  ofOwnStream: true,
  checkTake(take) {
    const reason = publisherSilent(take);
    return reason === undefined ? [] : [reason];
  },
  checkViewer: (viewer, take) => (sawNothing(viewer, take) ? [viewer.id] : []),
  // Nobody sees anything of a silent publisher.
  reason: (blind, [publisherIsSilent]) =>
    publisherIsSilent ??
    `${blind.join(', ')} saw no frame in the measured time, though the network would have carried the stream.`,
} satisfies ViewersSignal;

function publisherSilent(take: CommonTake): string | undefined {
  const published = take.events.some(({ source, name }) => source === 'publisher' && name === 'published');
  const begunMs = mediaBegunMs(take);
  // The take ended before anyone tried, which other signals report.
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

/** Returns since when the network carries media and no longer only probes (wall time, ms). */
function mediaBegunMs(take: CommonTake): number | undefined {
  return take.events.find(({ name }) => name === 'origin-up' || name === 'browser-up')?.atMs;
}

function sawNothing({ id, frames }: RecordedViewer, take: RecordedTake): boolean {
  const window = measuredWindow(take);
  if (window === undefined || framesSeenIn(frames, window) > 0) return false;
  const carried = (from: string, to: string, atMs: number) => pathCarries(take, from, to, atMs);
  return (
    carried('publisher', 'origin', window.fromMs) &&
    // Checked from the beginning: a join that failed did so before the window.
    carried('origin', id, mediaBegunMs(take) ?? take.header.atMs) &&
    carried('origin', id, window.fromMs)
  );
}
