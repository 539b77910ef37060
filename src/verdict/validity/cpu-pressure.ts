import { FREE_THE_MACHINE } from './advice.ts';
import { BOUNDS } from './bounds.ts';
import { above, percent, readingsOf } from './readings.ts';
import type { SecondSignal } from './signal.ts';
import { hasLimitedViewers } from './unlimited-viewers.ts';

/** Linux PSI: some task was always waiting for a CPU. Says nothing where viewers are made to wait: that counts too. */
export const cpuPressure: SecondSignal = {
  type: 'second',
  id: 'cpu-pressure',
  advice: FREE_THE_MACHINE,
  fromJoin: false,
  spoiltSpans: (take) =>
    above(
      readingsOf(hasLimitedViewers(take) ? [] : take.host, ({ cpuPressureFraction }) => cpuPressureFraction),
      BOUNDS.cpuPressure.limit,
      (share) => `programs waited for a CPU ${percent(share)} of the time`,
    ),
};
