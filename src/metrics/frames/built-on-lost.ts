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
    const isOwn = share === 0 ? () => 0 : darkShares(viewer, take, run, sentShareOf);
    const sum = (of: (frame: MadeFrame) => number) => run.reduce((all, frame) => all + of(frame), 0);
    byFirstMile += share * sum((frame) => 1 - isOwn(frame));
    byOwnPath += sum((frame) => (isOwn(frame) + (1 - share) * (1 - isOwn(frame))) * sentShareOf(frame));
  }
  return { byFirstMile, byOwnPath };
}

/**
 * Returns the share (0 to 1) of each frame of a run that a dark path of the viewer's own took: none of what a dark first mile took
 * before and nobody repaired, and what was repaired when it came. Ledgers are of whole seconds, of which either may have been dark
 * for a part.
 */
function darkShares(
  { id }: RecordedViewer,
  take: RecordedTake,
  run: readonly MadeFrame[],
  sentShareOf: (frame: MadeFrame) => number,
): (frame: MadeFrame) => number {
  const before = new Map(run.map((frame) => [frame, darkShare(take, 'publisher', 'origin', frame.madeMs)]));
  const sent = run.reduce((sum, frame) => sum + (before.get(frame) ?? 0) * sentShareOf(frame), 0);
  const span = { fromMs: run[0]?.madeMs ?? 0, toMs: run.at(-1)?.madeMs ?? 0 };
  const { broken } = countedAtOrigin(id, take, span, span.toMs);
  const unrepaired = sent > 0 ? Math.min(1, broken / sent) : 0;
  return (frame) => {
    const lostBefore = before.get(frame) ?? 0;
    const atMs = lostBefore === 0 ? frame.madeMs : repairedAt(take, frame.madeMs);
    return darkShare(take, 'origin', id, atMs) === 0 ? 0 : 1 - unrepaired * lostBefore;
  };
}

/** Returns when a frame that met a dark first mile came, if it ever did: once that let something through again. */
function repairedAt(take: RecordedTake, madeMs: number): number {
  let atMs = madeMs;
  while (atMs < madeMs + GIVEN_UP_AFTER_MS && darkShare(take, 'publisher', 'origin', atMs) > 0) atMs += PASSING_MS;
  return atMs;
}

/** Returns the share (0 to 1) of its packets that a route lost as something passed; 0 where that was less than most of them. */
function darkShare(take: RecordedTake, from: string, to: string, atMs: number): number {
  const path = lostOnRoute(take, from, to, { fromMs: atMs, toMs: atMs + PASSING_MS });
  const share = path === undefined || path.entered === 0 ? 0 : Math.min(1, path.lost / path.entered);
  return share >= DARK_FRACTION ? share : 0;
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
