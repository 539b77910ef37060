import type { SeenFrames } from '../model/seen-frames.ts';
import { firstAtOrAfter } from './first-at-or-after.ts';
import type { Span } from './span.ts';

/** Those seen within a span (half open); the same memory, nothing is copied. */
export function framesIn({ frame, seenMs, latencyMs }: SeenFrames, span: Span): SeenFrames {
  const place = (ms: number) => firstAtOrAfter(seenMs.length, (at) => seenMs[at] ?? Number.NaN, ms);
  const [from, to] = [place(span.fromMs), place(span.toMs)];
  return {
    frame: frame.subarray(from, to),
    seenMs: seenMs.subarray(from, to),
    latencyMs: latencyMs.subarray(from, to),
  };
}

export function framesSeenIn(frames: SeenFrames, span: Span): number {
  return framesIn(frames, span).seenMs.length;
}
