import { codedFrame } from '../../model/recording/frame-numbers.ts';
import type { MadeFrame, RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { cachePerTake, cachePerViewer } from '../series/cache-per-viewer.ts';
import { uncoveredSpans } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { isWithin, type Span } from '../series/span.ts';
import { unseenRuns } from './built-on-lost.ts';
import { newPlaces } from './first-sights.ts';
import { seenCodes } from './frame-number.ts';
import { framesLeftOut } from './left-out-frames.ts';
import { madeIn, withoutRepeats } from './made-in.ts';
import { passedSteps, sharePassed } from './passed-frames.ts';
import { type WatchedStreams, watchedStreams } from './watched-streams.ts';
import { type WholeShare, wholeShare } from './whole-at-origin.ts';

/** Frames made this shortly before the recording's end may still have been in flight and are not judged. */
const IN_FLIGHT_MS = 2000;
/** A picture that was new so shortly before the recording's end was still moving: samples come once a second. */
const STILL_MOVING_MS = 1200;

/**
 * Progress of the frames made in the measured time along their path. Made and seen frames are counted one by one; how many were encoded, sent and
 * received complete by the origin is only known from counters, whose samples are not at the window's edges, and taken as shares.
 */
export interface FrameFates {
  /** Ticks of the frame clock between the first and the last frame made. */
  readonly due: number;
  readonly made: number;
  /** Undefined when the publisher's statistics lack it. */
  readonly encoded?: number;
  readonly sent?: number;
  /** Frames complete at the origin. Undefined when the origin did not count frames, or its counts do not add up. */
  readonly atOrigin?: number;
  /** Frames complete at the origin for which the first mile lost no frame that they build on. */
  readonly decodable?: number;
  /** Decodable frames that belong to the layer that the viewer was given. */
  readonly offered?: number;
  /** Why the origin's counts are not believed. */
  readonly doubt?: string;
  readonly seen: number;
  /**
   * Frames seen, plus pictures seen again, since a source that repeats itself loses nothing on the way, plus those still on their way
   * as the recording ends.
   */
  readonly arrived: number;
}

/** Returns how far the frames got; undefined if the window never opened, or no frame was made in time to be judged. */
export const frameFates = cachePerViewer((viewer, take): FrameFates | undefined => {
  const sent = sentFrames(take);
  if (sent === undefined) return undefined;
  const watched = watchedStreams(viewer, take);
  const shares = watched === undefined ? sharesOfAll(take) : sharesOf(take, sent.judged, watched);
  const known = seenCodes(viewer.frames);
  const made = sent.frames.length;
  const isSeen = ({ frame }: MadeFrame) => known[codedFrame(frame)] === 1;
  // A repeated picture has no number of its own: whether it arrived shows in the repeats seen.
  const pictures = withoutRepeats(sent.frames);
  const seen = pictures.filter(isSeen).length;
  const arrived = Math.min(made, seen + repeatsIn(viewer, sent) + onTheirWay(viewer, take, pictures, isSeen));
  // A frame that arrived has passed every stage, even where the shares, off by a frame or two at the edges, say otherwise.
  const atLeastArrived = (count: number | undefined) => (count === undefined ? undefined : Math.max(arrived, count));
  const encoded = atLeastArrived(scaled(made, shares.encoded));
  const passed = atLeastArrived(scaled(made, shares.sent));
  const atOrigin = shares.whole?.type === 'share' ? atLeastArrived(scaled(passed, shares.whole.share)) : undefined;
  const reached =
    passed === undefined || atOrigin === undefined
      ? undefined
      : reachedOf(viewer, take, { passed, atOrigin, arrived }, { ...sent, frames: pictures, isSeen, watched });
  return {
    ...{ due: sent.due, made },
    ...(encoded === undefined ? {} : { encoded }),
    ...(passed === undefined ? {} : { sent: passed }),
    ...reached,
    ...(shares.whole?.type === 'doubt' && { doubt: shares.whole.reason }),
    ...{ seen, arrived },
  };
});

/** Facts that hold for every viewer: the frames made. */
interface SentFrames {
  /** Time in which the judged frames were made, apart from `uncovered` spans, which the publisher's counters do not cover. */
  readonly judged: Span;
  readonly uncovered: readonly Span[];
  readonly frames: readonly MadeFrame[];
  readonly due: number;
}

/** Shares (0 to 1) of the frames made that passed each stage on the publisher's side. */
interface PassedShares {
  readonly encoded: number | undefined;
  readonly sent: number | undefined;
  /** Share of the frames sent. */
  readonly whole: WholeShare | undefined;
}

const sentFrames = cachePerTake((take): SentFrames | undefined => {
  const window = measuredWindow(take);
  if (window === undefined) return undefined;
  const judged = { fromMs: window.fromMs, toMs: Math.min(window.toMs, take.lastAtMs - IN_FLIGHT_MS) };
  const uncovered = uncoveredSpans(passedSteps(take, 'framesEncoded', undefined));
  const all = madeIn(take.publisher.frames, judged);
  const frames = all.filter(({ madeMs }) => !isInAny(madeMs, uncovered));
  if (frames.length === 0) return undefined;
  return { judged, uncovered, frames, due: dueOf(all, frames) };
});

/** Shares of a stream that all viewers watch. */
const sharesOfAll = cachePerTake((take): PassedShares => {
  const sent = sentFrames(take);
  return sent === undefined
    ? { encoded: undefined, sent: undefined, whole: undefined }
    : sharesOf(take, sent.judged, undefined);
});

function sharesOf(take: RecordedTake, judged: Span, watched: WatchedStreams | undefined): PassedShares {
  return {
    encoded: sharePassed(take, judged, 'framesEncoded', watched),
    sent: sharePassed(take, judged, 'framesSent', watched),
    whole: wholeShare(take, judged, watched),
  };
}

/** Counts the ticks of the frame clock from the frame before each judged one up to it. */
function dueOf(all: readonly MadeFrame[], judged: readonly MadeFrame[]): number {
  const isJudged = new Set(judged);
  return all.reduce((due, frame, i) => {
    const before = all[i - 1];
    if (!isJudged.has(frame)) return due;
    return due + (before !== undefined && isJudged.has(before) ? frame.frame - before.frame : 1);
  }, 0);
}

function isInAny(ms: number, spans: readonly Span[]): boolean {
  return spans.some((span) => isWithin(ms, span));
}

type Counted = Required<Pick<FrameFates, 'atOrigin' | 'arrived'>> & { readonly passed: number };
type Judged = Pick<SentFrames, 'judged' | 'frames'> & {
  readonly isSeen: (frame: MadeFrame) => boolean;
  readonly watched: WatchedStreams | undefined;
};

/**
 * Returns how many of the frames complete at the origin could be decoded, and belonged to the viewer's layer. Those that build on a
 * frame lost before the origin are no more than belong to runs that the first mile began, beyond the frames it broke itself. Frames
 * that the viewer's own path may have lost, or that its layer leaves out, are subtracted first.
 */
function reachedOf(viewer: RecordedViewer, take: RecordedTake, { passed, atOrigin, arrived }: Counted, judged: Judged) {
  const leftOut = Math.min(framesLeftOut(viewer, take, judged.judged), atOrigin - arrived);
  const missing = atOrigin - arrived - leftOut;
  const { byFirstMile, byOwnPath } =
    missing <= 0
      ? { byFirstMile: 0, byOwnPath: 0 }
      : unseenRuns(viewer, take, judged.frames, judged.isSeen, sentShares(viewer, take, judged));
  const built = Math.max(0, Math.min(missing - Math.min(missing, byOwnPath), byFirstMile - (passed - atOrigin)));
  return { atOrigin, decodable: atOrigin - built, offered: atOrigin - built - leftOut };
}

/**
 * Returns which share (0 to 1) of the unseen frames of its second a frame counts for: those that the publisher left out went nowhere,
 * those of a layer above the viewer's went to others.
 */
function sentShares(viewer: RecordedViewer, take: RecordedTake, { frames, isSeen, watched }: Judged) {
  const steps = passedSteps(take, 'framesSent', watched);
  const shares = steps.map((step) => {
    const unseen = madeIn(frames, step).filter((frame) => !isSeen(frame)).length;
    const leftOut = Math.max(0, madeIn(take.publisher.frames, step).length - step.passed);
    return unseen === 0 ? 1 : 1 - Math.min(unseen, leftOut + framesLeftOut(viewer, take, step)) / unseen;
  });
  return ({ madeMs }: MadeFrame) => shares[steps.findIndex((step) => isWithin(madeMs, step))] ?? 1;
}

/** Counts sights of pictures seen before, in the judged time less their latency; which frames they stand for is not known. */
function repeatsIn({ frames }: RecordedViewer, { judged, uncovered }: SentFrames): number {
  const isNew = newPlaces(frames);
  let [count, latencyMs] = [0, 0];
  frames.seenMs.forEach((seenMs, place) => {
    if (isNew[place] === 1) latencyMs = frames.latencyMs[place] ?? latencyMs;
    else if (isWithin(seenMs - latencyMs, judged) && !isInAny(seenMs - latencyMs, uncovered)) count++;
  });
  return count;
}

/**
 * Counts the frames that a viewer with seconds of latency would yet have seen: made after the last one it saw, while its picture was
 * still moving as the recording ended.
 */
function onTheirWay(
  { frames: { seenMs, latencyMs } }: RecordedViewer,
  take: RecordedTake,
  frames: readonly MadeFrame[],
  isSeen: (frame: MadeFrame) => boolean,
): number {
  const [lastSeenMs, latency] = [seenMs.at(-1), latencyMs.at(-1)];
  if (lastSeenMs === undefined || latency === undefined || lastSeenMs < take.lastAtMs - STILL_MOVING_MS) return 0;
  return frames.filter((frame) => frame.madeMs > lastSeenMs - latency && !isSeen(frame)).length;
}

function scaled(count: number | undefined, share: number | undefined): number | undefined {
  return count === undefined || share === undefined ? undefined : count * share;
}
