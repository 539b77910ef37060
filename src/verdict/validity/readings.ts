import type { Span } from '../../metrics/series/span.ts';
import type { SpoiltSpan } from './signal.ts';

/** A value that speaks for a stretch of time. */
export interface Reading extends Span {
  readonly value: number;
}

/** Sampled once a second; the first sample speaks for the second before it. */
const PERIOD_MS = 1000;

/** Each sample speaks for the time since the sample before it; a late one speaks for all it covers. */
export function periodsOf<T extends { readonly atMs: number }>(
  samples: readonly T[],
): readonly (Span & { readonly sample: T })[] {
  return samples.map((sample, i) => ({
    fromMs: samples[i - 1]?.atMs ?? sample.atMs - PERIOD_MS,
    toMs: sample.atMs,
    sample,
  }));
}

/** One field of a series of samples; samples without it give no reading. */
export function readingsOf<T extends { readonly atMs: number }>(
  samples: readonly T[],
  value: (sample: T) => number | undefined,
): readonly Reading[] {
  return periodsOf(samples).flatMap(({ fromMs, toMs, sample }) => {
    const read = value(sample);
    return read === undefined ? [] : [{ fromMs, toMs, value: read }];
  });
}

export function above(
  readings: readonly Reading[],
  limit: number,
  inWords: (value: number) => string,
): readonly SpoiltSpan[] {
  return readings
    .filter(({ value }) => value > limit)
    .map(({ fromMs, toMs, value }) => ({
      fromMs,
      toMs,
      severity: limit > 0 ? value / limit : value,
      detail: inWords(value),
    }));
}

export function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(fraction < 0.1 ? 1 : 0)} %`;
}

export function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}
