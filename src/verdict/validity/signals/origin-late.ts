import { FREE_THE_MACHINE } from '../advice.ts';
import { type Bounds, GRADED_HOG } from '../bounds.ts';
import { above, atMost, milliseconds, readingsOf } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

const BOUNDS = {
  /** Lateness p99 of the event loop. */
  originLoop: {
    limit: 20,
    unit: 'ms',
    origin: `late transport-cc feedback keeps the publisher under its bitrate; ${GRADED_HOG}: without at most 1.7, with 12`,
  },
} as const satisfies Bounds;

/** The origin's event loop was late, and with it everything it forwarded. */
export const originLate = {
  type: 'second',
  id: 'origin-late',
  title: { en: 'The media server on this machine could not keep up.', zh: '本机上的媒体源站处理不及时。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  fromJoin: false,
  spoiltSpans: (take) =>
    above(
      readingsOf(take.origin, ({ loopP99Ms }) => loopP99Ms),
      BOUNDS.originLoop.limit,
      (ms) => `the origin was ${milliseconds(ms)} late at p99 ${atMost(BOUNDS.originLoop)}`,
    ),
} satisfies SecondSignal;
