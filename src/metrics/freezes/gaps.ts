import type { RecordedViewer } from '../../model/recording/recorded-take.ts';
import { firstSights } from '../frames/first-sights.ts';
import { observedUntilMs } from '../joining/observed-until.ts';
import type { Span } from '../series/span.ts';

/**
 * Returns the gaps between new frames that overlap the window and last more than `overMs`. The first begins at the last new frame
 * before the window; without one, the viewer has been waiting since it joined and the gap has no beginning (-Infinity). The last
 * ends with the first new frame after the window, or where the viewer was last heard of: a stall that begins just before the
 * window's end keeps its full length. A viewer that sees nothing thus has one gap as long as the window; counting only gaps
 * between seen frames scored a viewer that was dead for 24 of 30 s at 15 %.
 */
export function gapsBetweenNewFrames(viewer: RecordedViewer, window: Span, overMs: number): readonly Span[] {
  const gaps: Span[] = [];
  eachGap(viewer, window, (fromMs, toMs) => {
    if (toMs - fromMs > overMs) gaps.push({ fromMs, toMs });
  });
  return gaps;
}

/** Calls `onGap` with each gap in turn, of any length: an hour of frames has a hundred thousand of them. */
export function eachGap(viewer: RecordedViewer, window: Span, onGap: (fromMs: number, toMs: number) => void): void {
  let fromMs = Number.NEGATIVE_INFINITY;
  for (const seenMs of firstSights(viewer.frames).seenMs) {
    if (seenMs > window.fromMs) onGap(fromMs, seenMs);
    if (seenMs >= window.toMs) return;
    fromMs = seenMs;
  }
  onGap(fromMs, observedUntilMs(viewer, window));
}
