import { framesSeenIn } from '../../../metrics/frames/frames-in.ts';
import { type CounterQuery, counterSteps } from '../../../metrics/series/counters.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { overlapMs, type Span } from '../../../metrics/series/span.ts';
import { inboundRtp } from '../../../metrics/series/stats-reports.ts';
import type { RecordedViewer } from '../../../model/recording/recorded-take.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import type { Bounds } from '../bounds.ts';
import { atMost, percent } from '../readings.ts';
import type { ViewersSignal } from '../signal.ts';
import { isLimited } from '../unlimited-viewers.ts';

const DECODED: CounterQuery<'framesDecoded'> = {
  fields: ['framesDecoded'],
  rising: 'framesDecoded',
  select: (reports) => inboundRtp(reports, 'video'),
};

const BOUNDS = {
  /** Share of decoded frames that never reached the reader of time codes. */
  unreadFrames: { limit: 0.1, unit: 'fraction', origin: 'a reader on a healthy host sees every decoded frame' },
  /** Share of frames whose time code could not be read. */
  unreadableFrames: { limit: 0.01, unit: 'fraction', origin: 'no time code was unreadable in any of our takes' },
} as const satisfies Bounds;

/** Frames were decoded whose time code was not read: the viewer saw more than the metrics know of. */
export const framesUnread = {
  type: 'viewers',
  id: 'frames-unread',
  title: { en: 'Pictures arrived that could not be read.', zh: '部分画面已到达但无法读取。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  ofOwnStream: true,
  checkViewer(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return [];
    const readCount = viewer.frames.frame.length + viewer.unreadableFrames;
    const unreadable = readCount === 0 ? 0 : viewer.unreadableFrames / readCount;
    if (unreadable > BOUNDS.unreadableFrames.limit)
      return [
        `${viewer.id}: ${percent(unreadable)} of the frames had a time code that could not be read ${atMost(BOUNDS.unreadableFrames)}`,
      ];
    // A limited device that has no time to read what it decoded does not show it either: those frames count as missed.
    const unread = isLimited(take, viewer.region) ? undefined : unreadFraction(viewer, window);
    return unread !== undefined && unread > BOUNDS.unreadFrames.limit
      ? [
          `${viewer.id}: ${percent(unread)} of the decoded frames never reached the reader of time codes ${atMost(BOUNDS.unreadFrames)}`,
        ]
      : [];
  },
  reason: (complaints) => `${complaints.join('; ')}.`,
} satisfies ViewersSignal;

function unreadFraction(viewer: RecordedViewer, window: Span): number | undefined {
  const steps = counterSteps(viewer.stats, DECODED).filter((step) => overlapMs(step, window) > 0);
  const decoded = steps.reduce((sum, step) => sum + step.counted.framesDecoded, 0);
  const read = steps.reduce((sum, step) => sum + framesSeenIn(viewer.frames, step), 0);
  // Unreadable frames are only known for the whole take; even all of them together change nothing here (bound above).
  return decoded > 0 ? 1 - (read + viewer.unreadableFrames) / decoded : undefined;
}
