import { overlapMs, type Span } from '../../metrics/span.ts';
import { QUIETER_MACHINE } from './advice.ts';
import { BOUNDS } from './bounds.ts';
import { firstJoinMs } from './first-join.ts';
import { percent, readingsOf } from './readings.ts';
import type { TakeSignal } from './signal.ts';

/** A little steal all the time, from the first join on: no second is bad, yet every jitter buffer grows and stays grown. */
export const cpuStolenOnAverage: TakeSignal = {
  type: 'take',
  id: 'cpu-stolen-on-average',
  check(take) {
    if (take.window === undefined) return undefined;
    const span: Span = { fromMs: firstJoinMs(take) ?? take.window.fromMs, toMs: take.window.toMs };
    const weighted = readingsOf(take.host, ({ stealFraction }) => stealFraction).map((reading) => ({
      value: reading.value,
      weightMs: overlapMs(reading, span),
    }));
    const weightMs = weighted.reduce((sum, reading) => sum + reading.weightMs, 0);
    if (weightMs === 0) return undefined;
    const mean = weighted.reduce((sum, reading) => sum + reading.value * reading.weightMs, 0) / weightMs;
    return mean <= BOUNDS.meanSteal.limit
      ? undefined
      : {
          reason: `${percent(mean)} of the CPU time was taken by other machines from the first join on (at most ${percent(BOUNDS.meanSteal.limit)}): latency reads too high.`,
          advice: QUIETER_MACHINE,
        };
  },
};
