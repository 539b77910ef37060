import { framesSeenIn } from '../../../metrics/frames/frames-in.ts';
import { type CounterQuery, counterSteps } from '../../../metrics/series/counters.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { overlapMs, type Span } from '../../../metrics/series/span.ts';
import { inboundRtp } from '../../../metrics/series/stats-reports.ts';
import type { RecordedViewer } from '../../../model/recording/recorded-take.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { percent } from '../readings.ts';
import type { ViewersSignal } from '../signal.ts';
import { isLimited } from '../unlimited-viewers.ts';

const DECODED: CounterQuery<'framesDecoded'> = {
  fields: ['framesDecoded'],
  rising: 'framesDecoded',
  select: (reports) => inboundRtp(reports, 'video'),
};

/** Frames were decoded whose time code we did not read: the viewer saw more than the metrics know of. */
export const framesUnread: ViewersSignal = {
  type: 'viewers',
  id: 'frames-unread',
  advice: FREE_THE_MACHINE,
  ofOwnStream: true,
  ofViewer(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return [];
    const readCount = viewer.frames.frame.length + viewer.unreadableFrames;
    const unreadable = readCount === 0 ? 0 : viewer.unreadableFrames / readCount;
    if (unreadable > BOUNDS.unreadableFrames.limit)
      return [`${viewer.id}: ${percent(unreadable)} of the frames had a time code that could not be read`];
    // A limited device that has no time to look at what it decoded does not show it either: those frames are missed.
    const unread = isLimited(take, viewer.region) ? undefined : unreadFraction(viewer, window);
    return unread !== undefined && unread > BOUNDS.unreadFrames.limit
      ? [`${viewer.id}: ${percent(unread)} of the decoded frames never reached the reader of time codes`]
      : [];
  },
  reason: (complaints) => `${complaints.join('; ')}.`,
};

function unreadFraction(viewer: RecordedViewer, window: Span): number | undefined {
  const steps = counterSteps(viewer.stats, DECODED).filter((step) => overlapMs(step, window) > 0);
  const decoded = steps.reduce((sum, step) => sum + step.counted.framesDecoded, 0);
  const read = steps.reduce((sum, step) => sum + framesSeenIn(viewer.frames, step), 0);
  // The unreadable ones are known for the whole take only; all of them together change nothing here (bound above).
  return decoded > 0 ? 1 - (read + viewer.unreadableFrames) / decoded : undefined;
}
