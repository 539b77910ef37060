import type { Span } from '../../metrics/series/span.ts';
import type { ValidityBound } from './bounds.ts';
import type { SpoiltSpan } from './signal.ts';

/** A value that stands for an interval of time. */
export interface Reading extends Span {
  readonly value: number;
}

/** Sampling period; the first sample stands for the period before it. */
const PERIOD_MS = 1000;

/** Pairs each sample with the time since the sample before it; a late sample stands for all the time it covers. */
export function periodsOf<T extends { readonly atMs: number }>(
  samples: readonly T[],
): readonly (Span & { readonly sample: T })[] {
  return samples.map((sample, i) => ({
    fromMs: samples[i - 1]?.atMs ?? sample.atMs - PERIOD_MS,
    toMs: sample.atMs,
    sample,
  }));
}

/** Reads one field of a series of samples; samples without it give no reading. */
export function readingsOf<T extends { readonly atMs: number }>(
  samples: readonly T[],
  value: (sample: T) => number | undefined,
): readonly Reading[] {
  return periodsOf(samples).flatMap(({ fromMs, toMs, sample }) => {
    const read = value(sample);
    return read === undefined ? [] : [{ fromMs, toMs, value: read }];
  });
}

/** Returns the spans of the readings above the limit. */
export function above(
  readings: readonly Reading[],
  limit: number,
  describe: (value: number) => string,
): readonly SpoiltSpan[] {
  return readings
    .filter(({ value }) => value > limit)
    .map(({ fromMs, toMs, value }) => ({
      fromMs,
      toMs,
      severity: limit > 0 ? value / limit : value,
      detail: describe(value),
    }));
}

export function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(fraction < 0.1 ? 1 : 0)} %`;
}

export function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

/** Returns "(at most 40 ms)", to stand behind a number that is beyond its bound. */
export function atMost(bound: Pick<ValidityBound, 'limit' | 'unit'>): string {
  return `(at most ${boundText(bound)})`;
}

/** Returns "(at least 80 %)". */
export function atLeast(bound: Pick<ValidityBound, 'limit' | 'unit'>): string {
  return `(at least ${boundText(bound)})`;
}

function boundText({ limit, unit }: Pick<ValidityBound, 'limit' | 'unit'>): string {
  switch (unit) {
    case 'ms':
      return `${Number(limit.toFixed(limit < 10 ? 1 : 0))} ms`;
    case 'fraction':
      return `${Number((limit * 100).toFixed(1))} %`;
    case 'count':
      return String(Math.round(limit));
  }
}
