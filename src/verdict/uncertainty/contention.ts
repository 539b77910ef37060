import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { firstJoinMs } from '../validity/first-join.ts';
import { unlimitedViewers } from '../validity/unlimited-viewers.ts';

/** The parts of a viewer and a take that contention is computed from. */
export type TimedViewer = Pick<RecordedViewer, 'id' | 'region' | 'timers'>;
export type TimedTake = Pick<RecordedTake, 'header' | 'events' | 'window' | 'lastAtMs' | 'publisher'> & {
  readonly viewers: readonly TimedViewer[];
};

/**
 * Contention of a machine with little else to do, ms. Up to here takes repeat as well as they ever do: differences between takes
 * of a quiet machine are no error of the machine (docs/validity.md).
 */
export const QUIET_CONTENTION_MS = 5;

/** Longest time between two timer samples, which come once a second. */
const SAMPLE_MS = 1500;
/**
 * Length of the span that is averaged: about as long as the takes that the error laws were fitted to, from the join to the end.
 * They say nothing about means over longer spans.
 */
const AVERAGED_MS = 20_000;

/**
 * Returns how strongly the machine's CPUs were contended for a viewer, in ms: the mean lateness (p99 of a second) of its own 20 ms
 * timer over the worst 20 s between the first join and the window's end. A long take must not dilute the storm that its buffers
 * grew in. Whatever keeps a browser from running shows in that timer: a hypervisor's steal, busy programs, too many viewers. It
 * counts from the join on because a jitter buffer that grew stays grown. A viewer on a limited device is late by design: for it
 * the other viewers' mean stands. Undefined without timer samples.
 */
export function contentionMs(take: TimedTake, viewer: TimedViewer): number | undefined {
  const unlimited = unlimitedViewers(take);
  const timed = unlimited.includes(viewer) ? [viewer] : unlimited;
  return worstMean(timed.flatMap((each) => latenesses(take, each)).toSorted((a, b) => a.atMs - b.atMs));
}

interface Lateness {
  readonly atMs: number;
  readonly lateMs: number;
}

/** Returns the largest mean over AVERAGED_MS, or the mean of all samples if they cover less; undefined without samples. */
function worstMean(samples: readonly Lateness[]): number | undefined {
  let [sum, first, worst]: [number, number, number | undefined] = [0, 0, undefined];
  const lastMs = samples.at(-1)?.atMs ?? 0;
  const isShort = lastMs - (samples[0]?.atMs ?? 0) < AVERAGED_MS;
  for (const [place, { atMs, lateMs }] of samples.entries()) {
    sum += lateMs;
    for (
      let oldest = samples[first];
      oldest !== undefined && oldest.atMs <= atMs - AVERAGED_MS;
      oldest = samples[++first]
    )
      sum -= oldest.lateMs;
    const isWhole = isShort ? place === samples.length - 1 : atMs - (samples[0]?.atMs ?? 0) >= AVERAGED_MS - SAMPLE_MS;
    if (isWhole) worst = Math.max(worst ?? 0, sum / (place - first + 1));
  }
  return worst;
}

function latenesses(take: TimedTake, { timers }: TimedViewer): Lateness[] {
  const toMs = take.window?.toMs;
  if (toMs === undefined) return [];
  const fromMs = firstJoinMs(take) ?? take.window?.fromMs ?? toMs;
  return timers.flatMap(({ atMs, lateP99Ms }) =>
    lateP99Ms !== undefined && atMs >= fromMs && atMs <= toMs ? [{ atMs, lateMs: lateP99Ms }] : [],
  );
}
