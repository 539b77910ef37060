import { firstAtOrAfter } from './first-at-or-after.ts';

/** A stretch of wall time, ms. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export function overlapMs(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.toMs, b.toMs) - Math.max(a.fromMs, b.fromMs));
}

/** Of a gap; one without a beginning, of which nobody knows since when it lasts, from the window's opening on. */
export function wholeLengthMs(gap: Span, window: Span): number {
  return gap.toMs - (Number.isFinite(gap.fromMs) ? gap.fromMs : window.fromMs);
}

/** Share of `whole` that `parts` cover, 0..1; the parts must be in order and not overlap each other. */
export function coveredFraction(parts: readonly Span[], whole: Span): number {
  let coveredMs = 0;
  let place = firstAtOrAfter(parts.length, (at) => parts[at]?.toMs ?? Number.NaN, whole.fromMs);
  for (let part = parts[place]; part !== undefined && part.fromMs < whole.toMs; part = parts[++place])
    coveredMs += overlapMs(part, whole);
  return Math.min(1, coveredMs / (whole.toMs - whole.fromMs));
}

/** Half open, so that a moment on the border of two seconds belongs to one of them. */
export function isWithin(atMs: number, span: Span): boolean {
  return atMs >= span.fromMs && atMs < span.toMs;
}

/** A span in whole seconds; what is left over (under half a second, or a span shorter than one) goes to the last. */
export function secondsOf(span: Span): readonly Span[] {
  const count = Math.max(1, Math.round((span.toMs - span.fromMs) / 1000));
  return Array.from({ length: count }, (_, second) => ({
    fromMs: span.fromMs + second * 1000,
    toMs: second === count - 1 ? span.toMs : span.fromMs + (second + 1) * 1000,
  }));
}
