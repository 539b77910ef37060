import type { MadeFrame, RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { lostOnRoute, worstSecond } from '../path/lost-on-links.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import type { Span } from '../series/span.ts';

/**
 * Time around the first frame of a run in which the loss that broke it must lie: counters come once a second, and a frame is on
 * its way for some hundred ms.
 */
const BEFORE_MS = 300;
const AFTER_MS = 1000;
/** Time for which a frame is on its way from camera to viewer, and the share of packets lost in a dark second. Assumptions. */
const PASSING_MS = 200;
const DARK_FRACTION = 0.5;
/** Time until the origin gives a frame up (whole-at-origin.ts), plus the second until it reports it. */
const GIVEN_UP_AFTER_MS = 3000;

/** Numbers of frames that a viewer never saw, by the hop whose loss began their run. */
export interface UnseenRuns {
  /** With those among them that the publisher may have left out. */
  readonly byFirstMile: number;
  readonly byOwnPath: number;
}

/**
 * Attributes runs of unseen frames to the hop that lost something where the run began: a frame that lacks a packet for good takes
 * along the frames that build on it, up to the next keyframe. Frames of a run that met a dark path of the viewer's own are that
 * path's: it let no keyframe through either. Runs near which neither hop lost anything count for neither. `sentShareOf`: the share
 * that the publisher sent of a second's unseen frames; which of them is not known.
 */
export function unseenRuns(
  viewer: RecordedViewer,
  take: RecordedTake,
  frames: readonly MadeFrame[],
  isSeen: (frame: MadeFrame) => boolean,
  sentShareOf: (frame: MadeFrame) => number,
): UnseenRuns {
  let [byFirstMile, byOwnPath] = [0, 0];
  for (let place = 0; place < frames.length; place++) {
    const first = frames[place];
    if (first === undefined || isSeen(first)) continue;
    const run = [first];
    for (let next = frames[place + 1]; next !== undefined && !isSeen(next); next = frames[++place + 1]) run.push(next);
    const share = shareOfFirstMile(viewer, take, { fromMs: first.madeMs, toMs: (run.at(-1) ?? first).madeMs });
    if (share === undefined) continue;
    const dark = share === 0 ? [] : run.filter(({ madeMs }) => isDark(viewer, take, madeMs));
    const sent = (of: readonly MadeFrame[]) => of.reduce((sum, frame) => sum + sentShareOf(frame), 0);
    byFirstMile += share * (run.length - dark.length);
    byOwnPath += (1 - share) * (sent(run) - sent(dark)) + sent(dark);
  }
  return { byFirstMile, byOwnPath };
}

/** Returns whether the viewer's own path lost most of what entered it as a frame passed. */
function isDark({ id }: RecordedViewer, take: RecordedTake, madeMs: number): boolean {
  const path = lostOnRoute(take, 'origin', id, { fromMs: madeMs, toMs: madeMs + PASSING_MS });
  return path !== undefined && path.entered > 0 && path.lost >= DARK_FRACTION * path.entered;
}

/**
 * Returns the first mile's share (0 to 1) of the blame for a run of unseen frames. Where both hops lost packets, the one that let
 * nothing through began it; where neither or both were dark, what was not repaired decides: broken frames before the origin, lost
 * packets after it. Undefined where neither hop lost anything, or one has no ledger of that time.
 */
function shareOfFirstMile({ id }: RecordedViewer, take: RecordedTake, run: Span): number | undefined {
  const near = { fromMs: run.fromMs - BEFORE_MS, toMs: run.fromMs + AFTER_MS };
  const firstMile = lostOnRoute(take, 'publisher', 'origin', near);
  const path = lostOnRoute(take, 'origin', id, near);
  // A hop without a ledger may have lost anything.
  if (firstMile === undefined || path === undefined) return undefined;
  const counted = countedAtOrigin(id, take, near, run.toMs);
  const before = firstMile.lost;
  const after = path.lost + counted.dropped;
  if (before === 0 && after === 0) return undefined;
  if (before === 0 || after === 0) return before === 0 ? 0 : 1;
  const isFirstMileDark = worstSecond(take, 'publisher', 'origin', near) >= DARK_FRACTION;
  const isPathDark = worstSecond(take, 'origin', id, near) >= DARK_FRACTION;
  if (isFirstMileDark !== isPathDark) return isFirstMileDark ? 1 : 0;
  const unrepaired = Math.max(0, after - counted.resent);
  return counted.broken + unrepaired === 0 ? 0 : counted.broken / (counted.broken + unrepaired);
}

/** Sums what the origin counted near the beginning of a run, and the frames of the whole run that it gave up, which takes as long as a gap. */
function countedAtOrigin(viewer: string, take: RecordedTake, near: Span, runToMs: number) {
  let [broken, resent, dropped] = [0, 0, 0];
  const { origin } = take;
  let place = firstAtOrAfter(origin.length, (at) => origin[at]?.atMs ?? Number.NaN, near.fromMs);
  const lastMs = Math.max(near.toMs, runToMs) + GIVEN_UP_AFTER_MS;
  for (let line = origin[place]; line !== undefined && line.atMs < lastMs; line = origin[++place]) {
    const { atMs, publisher, viewers } = line;
    broken += publisher?.framesBroken ?? 0;
    if (atMs >= near.toMs + AFTER_MS) continue;
    const second = viewers.find((one) => one.viewer === viewer);
    resent += second?.rtxSent ?? 0;
    dropped += second?.pacerDropped ?? 0;
  }
  return { broken, resent, dropped };
}
