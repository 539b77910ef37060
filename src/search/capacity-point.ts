import { machineCpus } from '../lib/available-cpus.ts';
import { CannotMeasureError } from '../lib/errors.ts';
import { measuredWindow } from '../metrics/series/measured-window.ts';
import { isWithin } from '../metrics/series/span.ts';
import { meanOf } from '../metrics/series/values.ts';
import type { RecordedTake } from '../model/recording/recorded-take.ts';
import type { CapacityPoint } from '../model/result/machine-capacity.ts';
import { checkValidity } from '../verdict/validity/check-validity.ts';

/**
 * Largest mean load of the available CPUs with a count that is carried. Ten viewers at 79 % lost 0.4 fps; and a machine that only just kept up would not
 * in a minute with one more scene cut.
 */
const MOST_BUSY = 0.76;

/**
 * Summarizes how the machine coped with one take. Throws CannotMeasureError where nothing says how busy it was: room to spare that
 * nobody measured is none.
 */
export function capacityPoint(take: RecordedTake, viewers: number): CapacityPoint {
  const { valid, reasons, invalidSeconds } = checkValidity(take);
  const window = measuredWindow(take);
  const host = window === undefined ? [] : take.host.filter(({ atMs }) => isWithin(atMs, window));
  const timerLateness = take.viewers.flatMap((viewer) =>
    viewer.timers.flatMap(({ atMs, lateP99Ms }) =>
      window !== undefined && lateP99Ms !== undefined && isWithin(atMs, window) ? [lateP99Ms] : [],
    ),
  );
  const busyFraction = meanOf(host.flatMap((line) => line.busyFraction ?? []));
  const stealFraction = meanOf(host.flatMap((line) => line.stealFraction ?? []));
  const signals = [...reasons.map(({ signal }) => signal), ...invalidSeconds.flatMap((second) => second.signals)];
  const { all, available } = machineCpus();
  const keptUp = valid && window !== undefined;
  if (keptUp && busyFraction === undefined)
    throw new CannotMeasureError(
      'how busy the CPUs of this machine are cannot be read, nor so whether it has room to spare',
      'calibrate on Linux, where /proc/stat says it; a rehearsal is judged here as anywhere, by whether anything was late',
    );
  return {
    viewers,
    carried: keptUp && busyFraction !== undefined && busyFraction * all <= MOST_BUSY * available,
    ...(busyFraction !== undefined && { busyFraction }),
    ...(stealFraction !== undefined && { stealFraction }),
    ...(timerLateness.length > 0 && { worstTimerMs: Math.max(...timerLateness) }),
    signals: [...new Set(signals)],
  };
}
