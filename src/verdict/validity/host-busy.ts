import { FREE_THE_MACHINE } from './advice.ts';
import { BOUNDS } from './bounds.ts';
import { above, percent, readingsOf } from './readings.ts';
import type { SecondSignal } from './signal.ts';

/** All CPUs of the machine together. */
export const hostBusy: SecondSignal = {
  type: 'second',
  id: 'host-busy',
  advice: FREE_THE_MACHINE,
  // While browsers start and join, a busy machine is no fault; the other signals tell if it was too busy.
  fromJoin: false,
  spoiltSpans: (take) =>
    above(
      readingsOf(take.host, ({ busyFraction }) => busyFraction),
      BOUNDS.busy.limit,
      (busy) => `the CPUs were ${percent(busy)} busy`,
    ),
};
