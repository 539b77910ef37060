import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { above, milliseconds, readingsOf } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';
import { unlimitedViewers } from '../unlimited-viewers.ts';

/** A viewer's own 20 ms timer was late: so were its packets, its decoder and its clock readings. */
export const viewerTimerLate: SecondSignal = {
  type: 'second',
  id: 'viewer-timer-late',
  advice: FREE_THE_MACHINE,
  fromJoin: false,
  spoiltSpans: (take) =>
    unlimitedViewers(take).flatMap(({ id, timers }) =>
      above(
        readingsOf(timers, ({ lateP99Ms }) => lateP99Ms),
        BOUNDS.viewerTimer.limit,
        (ms) => `a timer of ${id} was ${milliseconds(ms)} late (p99)`,
      ),
    ),
};
