import { clockReading } from '../../metrics/device/clock-reading.ts';
import type { HostErrors } from '../../model/recording/host-error.ts';
import { contentionMs, type TimedTake, type TimedViewer } from './contention.ts';
import { ERROR_LAWS, QUIET_STRAIN_MS } from './error-laws.ts';

/** What the machine's strain, and its clock, may have done to each viewer's numbers; a viewer whose strain nobody knows is not there. */
export function hostErrors(take: TimedTake): Readonly<Record<string, HostErrors>> {
  return Object.fromEntries(
    take.viewers.flatMap((viewer) => {
      const errors = errorsOf(take, viewer);
      return errors === undefined ? [] : [[viewer.id, errors]];
    }),
  );
}

/** Numbers that nothing moved are left out: an error of 0 would claim more than was measured. */
function errorsOf(take: TimedTake, viewer: TimedViewer): HostErrors | undefined {
  const strained = strainErrors(take, viewer);
  // Published on this machine, both ends of a latency have the same clock.
  const clock = take.publisher.frames.length === 0 ? clockReading(take) : undefined;
  if (strained === undefined || clock === undefined) return strained;
  const { p50 = 0, p95 = 0, p99 = 0, max = 0 } = strained.latency ?? {};
  const moved = Object.entries({ p50, p95, p99, max }).map(([name, ms]) => [name, ms + clock.errorMs] as const);
  return { ...strained, latency: Object.fromEntries(moved) };
}

function strainErrors(take: TimedTake, viewer: TimedViewer): HostErrors | undefined {
  const strain = contentionMs(take, viewer);
  if (strain === undefined) return undefined;
  const excessMs = Math.max(0, strain - QUIET_STRAIN_MS);
  return Object.fromEntries(
    Object.entries(ERROR_LAWS).flatMap(([metric, perMs]) => {
      const moved = Object.entries(perMs)
        .map(([statistic, slope]) => [statistic, slope * excessMs] as const)
        .filter(([, error]) => error > 0);
      return moved.length === 0 ? [] : [[metric, Object.fromEntries(moved)]];
    }),
  );
}
