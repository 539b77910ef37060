import { firstAtOrAfter } from './first-at-or-after.ts';

/** An interval of wall time, ms. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export function overlapMs(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.toMs, b.toMs) - Math.max(a.fromMs, b.fromMs));
}

/** Returns a gap's full length, ms; a gap without a beginning counts from the window's start. */
export function wholeLengthMs(gap: Span, window: Span): number {
  return gap.toMs - (Number.isFinite(gap.fromMs) ? gap.fromMs : window.fromMs);
}

/** Returns the share (0 to 1) of `whole` that `parts` cover; the parts must be in order and not overlap. */
export function coveredFraction(parts: readonly Span[], whole: Span): number {
  let coveredMs = 0;
  let place = firstAtOrAfter(parts.length, (at) => parts[at]?.toMs ?? Number.NaN, whole.fromMs);
  for (let part = parts[place]; part !== undefined && part.fromMs < whole.toMs; part = parts[++place])
    coveredMs += overlapMs(part, whole);
  return Math.min(1, coveredMs / (whole.toMs - whole.fromMs));
}

/** Returns whether a moment is within a half-open span, so that a moment on the border of two seconds belongs to one of them. */
export function isWithin(atMs: number, span: Span): boolean {
  return atMs >= span.fromMs && atMs < span.toMs;
}

/** Splits a span into whole seconds; a remainder (under half a second, or a span shorter than one) goes to the last. */
export function secondsOf(span: Span): readonly Span[] {
  const count = Math.max(1, Math.round((span.toMs - span.fromMs) / 1000));
  return Array.from({ length: count }, (_, second) => ({
    fromMs: span.fromMs + second * 1000,
    toMs: second === count - 1 ? span.toMs : span.fromMs + (second + 1) * 1000,
  }));
}
