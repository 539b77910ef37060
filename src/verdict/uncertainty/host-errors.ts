import { clockReading } from '../../metrics/device/clock-reading.ts';
import type { Metric } from '../../metrics/metric.ts';
import { METRICS } from '../../metrics/registry.ts';
import type { HostErrors, NumberErrors } from '../../model/recording/host-error.ts';
import { contentionMs, QUIET_CONTENTION_MS, type TimedTake, type TimedViewer } from './contention.ts';

/** Returns, by viewer, how far contention and clock error may have moved its numbers; viewers without known contention are left out. */
export function estimateHostErrors(take: TimedTake): Readonly<Record<string, HostErrors>> {
  return Object.fromEntries(
    take.viewers.flatMap((viewer) => {
      const errors = errorsOf(take, viewer);
      return errors === undefined ? [] : [[viewer.id, errors]];
    }),
  );
}

function errorsOf(take: TimedTake, viewer: TimedViewer): HostErrors | undefined {
  const errors = contentionErrors(take, viewer);
  // Published on this machine, both ends of a latency have the same clock.
  const clock = take.publisher.frames.length === 0 ? clockReading(take) : undefined;
  if (errors === undefined || clock === undefined || errors.latency === 'unknown') return errors;
  const { p50 = 0, p95 = 0, p99 = 0, max = 0 } = errors.latency ?? {};
  const moved = Object.entries({ p50, p95, p99, max }).map(([name, ms]) => [name, ms + clock.errorMs] as const);
  return { ...errors, latency: Object.fromEntries(moved) };
}

function contentionErrors(take: TimedTake, viewer: TimedViewer): HostErrors | undefined {
  const contention = contentionMs(take, viewer);
  if (contention === undefined) return undefined;
  const excessMs = Math.max(0, contention - QUIET_CONTENTION_MS);
  return Object.fromEntries(
    Object.values<Metric>(METRICS).flatMap(({ id, errorLaw }) => {
      const errors = errorsBy(errorLaw, excessMs);
      return errors === undefined ? [] : [[id, errors] as const];
    }),
  );
}

/** Applies a law. Numbers that nothing moved are left out: an error of 0 would claim more than was measured. */
function errorsBy(law: Metric['errorLaw'], excessMs: number): NumberErrors | undefined {
  if (excessMs === 0) return undefined;
  if (law === 'unknown') return 'unknown';
  const moved = Object.entries(law)
    .map(([statistic, slope]) => [statistic, slope * excessMs] as const)
    .filter(([, error]) => error > 0);
  return moved.length === 0 ? undefined : Object.fromEntries(moved);
}
