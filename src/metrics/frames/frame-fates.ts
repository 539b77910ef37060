import { codedFrame } from '../../model/recording/frame-numbers.ts';
import type { MadeFrame, RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { type CounterQuery, counterSteps, untoldSpans } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { onceATake, onceAViewer } from '../series/once-a-viewer.ts';
import { isWithin, overlapMs, type Span } from '../series/span.ts';
import { encodedVideo } from '../series/stats-reports.ts';
import { unseenRuns } from './built-on-lost.ts';
import { newPlaces } from './first-sights.ts';
import { codesOf } from './frame-number.ts';
import { madeIn } from './made-in.ts';
import { type WholeShare, wholeShare } from './whole-at-origin.ts';

/** Frames made so shortly before the recording's end may still have been on their way: they are not judged. */
const STILL_ON_ITS_WAY_MS = 2000;

/**
 * What became of the frames of the measured time, by when they were made. Made and seen are counted one by one; how many
 * were encoded, sent and received whole by the origin is known in number only, from counters whose samples are not the
 * window's edges, and taken as shares.
 */
export interface FrameFates {
  /** Ticks of the frame clock between the first and the last frame made. */
  readonly due: number;
  readonly made: number;
  /** Undefined when the publisher's statistics lack it. */
  readonly encoded?: number;
  readonly sent?: number;
  /** Whole. Undefined when the origin did not count frames, or not so that it adds up. */
  readonly atOrigin?: number;
  /** Of those, what could be decoded as far as the first mile goes: no frame that they build on was lost there. */
  readonly decodable?: number;
  /** Why what the origin counted is not believed. */
  readonly doubt?: string;
  readonly seen: number;
  /** Seen, and pictures seen again: what came, new or not. A source that repeats itself loses nothing on the way. */
  readonly arrived: number;
}

/** Undefined when the window never opened, or no frame was made in time to be judged. */
export const frameFates = onceAViewer((viewer, take): FrameFates | undefined => {
  const sent = sentFrames(take);
  if (sent === undefined) return undefined;
  const known = codesOf(viewer.frames);
  const made = sent.frames.length;
  const isSeen = ({ frame }: MadeFrame) => known[codedFrame(frame)] === 1;
  const seen = sent.frames.filter(isSeen).length;
  const arrived = Math.min(made, seen + repeatsIn(viewer, sent));
  // What arrived has passed every stage: the shares, off by a frame or two at the edges, do not say otherwise.
  const atLeastArrived = (count: number | undefined) => (count === undefined ? undefined : Math.max(arrived, count));
  const encoded = atLeastArrived(scaled(made, sent.encodedShare));
  const passed = atLeastArrived(scaled(made, sent.sentShare));
  const atOrigin = sent.whole?.type === 'share' ? atLeastArrived(scaled(passed, sent.whole.share)) : undefined;
  const built =
    passed === undefined || atOrigin === undefined
      ? undefined
      : builtOnLost(viewer, take, { passed, atOrigin, arrived }, sent.frames, isSeen);
  return {
    ...{ due: sent.due, made },
    ...(encoded === undefined ? {} : { encoded }),
    ...(passed === undefined ? {} : { sent: passed }),
    ...(atOrigin === undefined || built === undefined ? {} : { atOrigin, decodable: atOrigin - built }),
    ...(sent.whole?.type === 'doubt' && { doubt: sent.whole.reason }),
    ...{ seen, arrived },
  };
});

/** What is so for every viewer: the frames made, and what share of them passed each stage on the publisher's side, 0..1. */
interface SentFrames {
  /** When the frames judged were made, but for those of which the publisher's counters do not tell. */
  readonly judged: Span;
  readonly untold: readonly Span[];
  readonly frames: readonly MadeFrame[];
  readonly due: number;
  readonly encodedShare: number | undefined;
  readonly sentShare: number | undefined;
  /** Of those sent. */
  readonly whole: WholeShare | undefined;
}

const sentFrames = onceATake((take): SentFrames | undefined => {
  const window = measuredWindow(take);
  if (window === undefined) return undefined;
  const judged = { fromMs: window.fromMs, toMs: Math.min(window.toMs, take.lastAtMs - STILL_ON_ITS_WAY_MS) };
  const untold = untoldSpans(counterSteps(take.publisher.stats, passedQuery('framesEncoded')));
  const all = madeIn(take.publisher.frames, judged);
  const frames = all.filter(({ madeMs }) => !isInAny(madeMs, untold));
  if (frames.length === 0) return undefined;
  return {
    ...{ judged, untold, frames, due: dueOf(all, frames) },
    encodedShare: sharePassed(take, judged, 'framesEncoded'),
    sentShare: sharePassed(take, judged, 'framesSent'),
    whole: wholeShare(take, judged),
  };
});

/** Ticks of the frame clock up to each frame judged from the one made before it. */
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

/**
 * Of the frames whole at the origin that never came, those that a frame lost before it took along: no more than are of runs that the first
 * mile began, beyond those it broke itself; and what the viewer's own way can have lost is first counted against that.
 */
function builtOnLost(
  viewer: RecordedViewer,
  take: RecordedTake,
  { passed, atOrigin, arrived }: { readonly passed: number; readonly atOrigin: number; readonly arrived: number },
  frames: readonly MadeFrame[],
  isSeen: (frame: MadeFrame) => boolean,
): number {
  const missing = atOrigin - arrived;
  if (missing <= 0) return 0;
  const { byFirstMile, byOwnWay } = unseenRuns(viewer, take, frames, isSeen);
  return Math.max(0, Math.min(missing - Math.min(missing, byOwnWay), byFirstMile - (passed - atOrigin)));
}

/** Sights of what had been seen before, in the judged time less its latency: which frames they stand for is not known. */
function repeatsIn({ frames }: RecordedViewer, { judged, untold }: SentFrames): number {
  const isNew = newPlaces(frames);
  let [count, latencyMs] = [0, 0];
  frames.seenMs.forEach((seenMs, place) => {
    if (isNew[place] === 1) latencyMs = frames.latencyMs[place] ?? latencyMs;
    else if (isWithin(seenMs - latencyMs, judged) && !isInAny(seenMs - latencyMs, untold)) count++;
  });
  return count;
}

function scaled(count: number | undefined, share: number | undefined): number | undefined {
  return count === undefined || share === undefined ? undefined : count * share;
}

/** Encoded or sent over made, between the publisher's samples nearest to the judged time's edges, 0..1; the pipeline holds a frame or two. */
function sharePassed(take: RecordedTake, judged: Span, field: 'framesEncoded' | 'framesSent'): number | undefined {
  const steps = counterSteps(take.publisher.stats, passedQuery(field)).filter(
    (step) => overlapMs(step, judged) >= (step.toMs - step.fromMs) / 2,
  );
  const made = steps.reduce((sum, step) => sum + madeIn(take.publisher.frames, step).length, 0);
  const passed = steps.reduce((sum, step) => sum + step.counted[field], 0);
  return made > 0 ? Math.min(1, passed / made) : undefined;
}

function passedQuery<K extends 'framesEncoded' | 'framesSent'>(field: K): CounterQuery<K> {
  return { fields: [field], rising: field, select: (reports) => encodedVideo(reports) };
}
