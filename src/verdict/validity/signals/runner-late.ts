import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { above, milliseconds, readingsOf } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

/** Longhaul itself was late: samples of this second may speak for another. */
export const runnerLate: SecondSignal = {
  type: 'second',
  id: 'runner-late',
  advice: FREE_THE_MACHINE,
  fromJoin: false,
  spoiltSpans: (take) =>
    above(
      readingsOf(take.host, ({ runnerLoopP99Ms }) => runnerLoopP99Ms),
      BOUNDS.runnerLoop.limit,
      (ms) => `longhaul itself was ${milliseconds(ms)} late (p99)`,
    ),
};
