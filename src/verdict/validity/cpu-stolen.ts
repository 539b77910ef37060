import { QUIETER_MACHINE } from './advice.ts';
import { BOUNDS } from './bounds.ts';
import { above, percent, readingsOf } from './readings.ts';
import type { SecondSignal } from './signal.ts';

/** Steal: the hypervisor gave our CPU time to another machine. It inflates latency before anything else shows it. */
export const cpuStolen: SecondSignal = {
  type: 'second',
  id: 'cpu-stolen',
  advice: QUIETER_MACHINE,
  fromJoin: true,
  spoiltSpans: (take) =>
    above(
      readingsOf(take.host, ({ stealFraction }) => stealFraction),
      BOUNDS.steal.limit,
      (steal) => `${percent(steal)} of the CPU time was taken by other machines`,
    ),
};
