import type { SeenFrames } from '../../model/recording/seen-frames.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import type { Span } from '../series/span.ts';

/** Returns the frames seen within a half-open span, as views of the same memory. */
export function framesIn({ frame, seenMs, latencyMs }: SeenFrames, span: Span): SeenFrames {
  const [from, to] = [placeOf(seenMs, span.fromMs), placeOf(seenMs, span.toMs)];
  return {
    frame: frame.subarray(from, to),
    seenMs: seenMs.subarray(from, to),
    latencyMs: latencyMs.subarray(from, to),
  };
}

export function framesSeenIn({ seenMs }: SeenFrames, span: Span): number {
  return placeOf(seenMs, span.toMs) - placeOf(seenMs, span.fromMs);
}

function placeOf(seenMs: Float64Array, ms: number): number {
  return firstAtOrAfter(seenMs.length, (at) => seenMs[at] ?? Number.NaN, ms);
}
