import { firstAtOrAfter } from './first-at-or-after.ts';
import type { Span } from './span.ts';

/**
 * Returns the samples within a half-open span, from samples in order of time. Found by bisection: an hour has thousands, queried
 * for every second.
 */
export function samplesIn<T extends { readonly atMs: number }>(samples: readonly T[], span: Span): readonly T[] {
  return samples.slice(placeOf(samples, span.fromMs), placeOf(samples, span.toMs));
}

function placeOf(samples: readonly { readonly atMs: number }[], ms: number): number {
  return firstAtOrAfter(samples.length, (at) => samples[at]?.atMs ?? Number.NaN, ms);
}
