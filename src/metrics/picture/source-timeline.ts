import type { CommonTake, MadeFrame, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { SourceSecond } from '../../model/result/result.ts';
import { AUDIO_STUTTER_GAP_MS } from '../audio/audio-stutter-rate.ts';
import { newPlaces } from '../frames/first-sights.ts';
import { madeIn, withoutRepeats } from '../frames/made-in.ts';
import { evenGapMs } from '../freezes/stutter-metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { overlapMs, type Span, secondsOf } from '../series/span.ts';

/** Shortest still picture that counts: the shortest stutter that any metric counts. */
const STILL_MS = AUDIO_STUTTER_GAP_MS;
/** Repeats in a row from which on a picture was sent again: a network delivers none twice. */
const REPEATS_OF_A_STILL = 3;

/**
 * Returns what new pictures the source gave the network in each second of the measured time: where it made no frame, or repeated
 * the same picture (which viewers recognise by the number in it), no network is to blame. Undefined if nobody recorded what was made.
 * `seenAgain` is the `repeatedIntervals` of all viewers.
 */
export function sourceTimeline(take: CommonTake, seenAgain: readonly Span[]): readonly SourceSecond[] | undefined {
  const window = measuredWindow(take);
  const frames = withoutRepeats(take.publisher.frames);
  if (window === undefined || frames.length === 0) return undefined;
  const repeats = joined(seenAgain);
  const stillFromMs = Math.max(STILL_MS, evenGapMs(take));
  const stills = joined([...intervalsWithout(frames, take, window), ...repeats]).filter(
    ({ fromMs, toMs }) => toMs - fromMs > stillFromMs,
  );
  return secondsOf(window).map((span, second) => ({
    second,
    newPictures: madeIn(frames, span).filter(({ madeMs }) => !isInside(madeMs, repeats)).length,
    stillMs: Math.round(stills.reduce((sum, still) => sum + overlapMs(still, span), 0)),
  }));
}

/** Returns the intervals from each new picture made to the next, from the last to where the publisher was last heard of, and all after a crash. */
function intervalsWithout(
  frames: readonly MadeFrame[],
  { publisher, events, end, lastAtMs }: CommonTake,
  window: Span,
): readonly Span[] {
  const lastHeardMs = end?.reason === 'completed' ? lastAtMs : (publisher.stats.at(-1)?.atMs ?? window.fromMs);
  const moments = frames.map(({ madeMs }) => madeMs);
  const between = moments.map((fromMs, i) => ({ fromMs, toMs: moments[i + 1] ?? Math.max(fromMs, lastHeardMs) }));
  const crash = events.find(({ source, name }) => source === 'publisher' && name === 'crashed');
  return crash === undefined ? between : [...between, { fromMs: crash.atMs, toMs: lastAtMs }];
}

/** Returns the intervals, by the publisher's clock, from a picture that was repeated to the next new one. */
export function repeatedIntervals({ frames }: RecordedViewer): readonly Span[] {
  const isNew = newPlaces(frames);
  const found: Span[] = [];
  let still: { readonly stampMs: number; readonly latencyMs: number } | undefined;
  let [again, lastSeenMs] = [0, 0];
  const close = (toMs: number) => {
    if (still !== undefined && again >= REPEATS_OF_A_STILL) found.push({ fromMs: still.stampMs, toMs });
  };
  for (const [place, seenMs] of frames.seenMs.entries()) {
    if (isNew[place] === 1) {
      const latencyMs = frames.latencyMs[place] ?? Number.NaN;
      const stampMs = seenMs - latencyMs;
      close(stampMs);
      still = { stampMs, latencyMs };
      again = 0;
    } else again++;
    lastSeenMs = seenMs;
  }
  if (still !== undefined) close(lastSeenMs - still.latencyMs);
  return found;
}

function joined(spans: readonly Span[]): readonly Span[] {
  const out: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = out.at(-1);
    // Spans that only touch stay apart: the picture between two gaps was new.
    if (last !== undefined && fromMs < last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else if (toMs > fromMs) out.push({ fromMs, toMs });
  }
  return out;
}

/** Returns whether a moment is strictly inside a span: the pictures at both its ends were new. */
function isInside(atMs: number, spans: readonly Span[]): boolean {
  return spans.some(({ fromMs, toMs }) => atMs > fromMs && atMs < toMs);
}
