import { FREE_THE_MACHINE } from '../advice.ts';
import { type Bounds, STARVED_HOSTS } from '../bounds.ts';
import { above, atMost, milliseconds, readingsOf } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';
import { unlimitedViewers } from '../unlimited-viewers.ts';

const BOUNDS = {
  /** Lateness p99 of a second's 50 ticks, which is the worst tick. */
  viewerTimer: {
    limit: 40,
    unit: 'ms',
    origin: `${STARVED_HOSTS}: starved 30-300 ms; healthy 1-6, and 20-32 in a second with a scene cut, with four viewers at 60 % busy`,
  },
} as const satisfies Bounds;

/** A viewer's own 20 ms timer was late, and with it its packets, its decoder and its clock readings. */
export const viewerTimerLate = {
  type: 'second',
  id: 'viewer-timer-late',
  title: { en: 'The viewers’ browsers on this machine could not keep up.', zh: '本机上的观众浏览器处理不及时。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  fromJoin: false,
  spoiltSpans: (take) =>
    unlimitedViewers(take).flatMap(({ id, timers }) =>
      above(
        readingsOf(timers, ({ lateP99Ms }) => lateP99Ms),
        BOUNDS.viewerTimer.limit,
        (ms) => `a timer of ${id} was ${milliseconds(ms)} late at p99 ${atMost(BOUNDS.viewerTimer)}`,
      ),
    ),
} satisfies SecondSignal;
