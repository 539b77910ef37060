import { clockReading } from '../../metrics/device/clock-reading.ts';
import type { Metric } from '../../metrics/metric.ts';
import { METRICS } from '../../metrics/registry.ts';
import type { HostErrors, NumberErrors } from '../../model/recording/host-error.ts';
import type { Statistic } from '../../model/result/metric.ts';
import { contentionMs, QUIET_CONTENTION_MS, type TimedTake, type TimedViewer } from './contention.ts';

/**
 * Returns, by viewer, how far contention and clock error may have moved its numbers; viewers of which neither is known are left
 * out.
 */
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
  return clock === undefined ? errors : { ...errors, latency: withClock(errors?.latency, clock.errorMs) };
}

const LATENCY_STATISTICS = ['p50', 'p95', 'p99', 'max'] as const satisfies readonly Statistic[];

/** Adds the error of a clock, which is either way, to what contention moved: nothing, where its law has nothing to say. */
function withClock(errors: NumberErrors | undefined, clockMs: number): NumberErrors {
  if (errors === 'unknown') return errors;
  return Object.fromEntries(
    LATENCY_STATISTICS.map((statistic) => {
      const movedMs = errors?.[statistic];
      return [statistic, movedMs === undefined ? clockMs : movedMs + clockMs];
    }),
  );
}

function contentionErrors(take: TimedTake, viewer: TimedViewer): HostErrors | undefined {
  const contention = contentionMs(take, viewer);
  if (contention === undefined) return undefined;
  const excessMs = Math.max(0, contention - QUIET_CONTENTION_MS);
  return Object.fromEntries(
    Object.values<Metric>(METRICS).flatMap((metric) => {
      const errors = errorsBy(metric, excessMs);
      return errors === undefined ? [] : [[metric.id, errors] as const];
    }),
  );
}

/** Applies a law. Numbers that nothing moved are left out: an error of 0 would claim more than was measured. */
function errorsBy(
  { errorLaw, better }: Pick<Metric, 'errorLaw' | 'better'>,
  excessMs: number,
): NumberErrors | undefined {
  if (excessMs === 0) return undefined;
  if (errorLaw === 'unknown') return 'unknown';
  const { onlyWorse, ...slopes } = errorLaw;
  const moved = Object.entries(slopes)
    .map(([statistic, slope]) => [statistic, slope * excessMs] as const)
    .filter(([, error]) => error > 0);
  if (moved.length === 0) return undefined;
  const side = onlyWorse !== true || better === 'neither' ? undefined : better === 'lower' ? 'below' : 'above';
  return { ...Object.fromEntries(moved), ...(side !== undefined && { side }) };
}
