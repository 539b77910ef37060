import type { RecordedViewer } from '../../model/recording/recorded-take.ts';
import { firstSights } from '../frames/first-sights.ts';
import { observedUntilMs } from '../joining/observed-until.ts';
import type { Span } from '../series/span.ts';

/**
 * The stretches between new frames that touch the window. The first begins at the last new frame before the window; if there
 * was none, the viewer has been waiting since it joined, and the gap has no beginning. The last ends with the first new frame after the
 * window, or where the viewer was last heard of: a stall that begins just before the window's end is as long as it is. So a viewer that sees nothing has one gap as long as the window; counting only gaps between seen frames
 * scored one dead for 24 of 30 s at 15 %. Only those longer than `overMs`.
 */
export function gapsBetweenNewFrames(viewer: RecordedViewer, window: Span, overMs: number): readonly Span[] {
  const gaps: Span[] = [];
  eachGap(viewer, window, (fromMs, toMs) => {
    if (toMs - fromMs > overMs) gaps.push({ fromMs, toMs });
  });
  return gaps;
}

/** The same, told one by one: an hour of frames is a hundred thousand of them. */
export function eachGap(viewer: RecordedViewer, window: Span, tell: (fromMs: number, toMs: number) => void): void {
  let fromMs = Number.NEGATIVE_INFINITY;
  for (const seenMs of firstSights(viewer.frames).seenMs) {
    if (seenMs > window.fromMs) tell(fromMs, seenMs);
    if (seenMs >= window.toMs) return;
    fromMs = seenMs;
  }
  tell(fromMs, observedUntilMs(viewer, window));
}
