import type { SeenFrames } from '../model/seen-frames.ts';
import { firstSights } from './first-sights.ts';
import type { Span } from './span.ts';

/**
 * The stretches between new frames that touch the window. The first begins at the last new frame before the window; if there
 * was none, the viewer has been waiting since it joined, and the gap has no beginning. The last ends at the window's
 * edge. So a viewer that sees nothing has one gap as long as the window; counting only gaps between seen frames
 * scored one dead for 24 of 30 s at 15 %. Only those longer than `overMs`.
 */
export function gapsBetweenNewFrames(frames: SeenFrames, window: Span, overMs: number): readonly Span[] {
  const gaps: Span[] = [];
  eachGap(frames, window, (fromMs, toMs) => {
    if (toMs - fromMs > overMs) gaps.push({ fromMs, toMs });
  });
  return gaps;
}

/** The same, told one by one: an hour of frames is a hundred thousand of them. */
export function eachGap(frames: SeenFrames, window: Span, tell: (fromMs: number, toMs: number) => void): void {
  let fromMs = Number.NEGATIVE_INFINITY;
  for (const seenMs of firstSights(frames).seenMs) {
    if (seenMs >= window.toMs) break;
    if (seenMs > window.fromMs) tell(fromMs, seenMs);
    fromMs = seenMs;
  }
  tell(fromMs, window.toMs);
}
