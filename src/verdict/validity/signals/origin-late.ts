import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { above, milliseconds, readingsOf } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

/** The origin's event loop was late: so was everything it forwarded. */
export const originLate: SecondSignal = {
  type: 'second',
  id: 'origin-late',
  advice: FREE_THE_MACHINE,
  fromJoin: false,
  spoiltSpans: (take) =>
    above(
      readingsOf(take.origin, ({ loopP99Ms }) => loopP99Ms),
      BOUNDS.originLoop.limit,
      (ms) => `the origin was ${milliseconds(ms)} late (p99)`,
    ),
};
