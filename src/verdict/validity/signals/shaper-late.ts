import { FREE_THE_MACHINE } from '../advice.ts';
import { type Bounds, GRADED_HOG } from '../bounds.ts';
import { above, atMost, milliseconds, readingsOf } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

const BOUNDS = {
  /** Lateness p99 of delivered packets. */
  shaperLateness: {
    limit: 5,
    unit: 'ms',
    origin: `p99 0.15 ms on a quiet host, 3.7 at 3.6 % steal, 41 at 26 %; ${GRADED_HOG}: without at most 0.4`,
  },
} as const satisfies Bounds;

/** The emulated network delivered packets later than its links were configured to. */
export const shaperLate = {
  type: 'second',
  id: 'shaper-late',
  title: { en: 'The emulated network delivered packets too late.', zh: '模拟网络投递数据包过晚。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  fromJoin: true,
  spoiltSpans: (take) =>
    above(
      readingsOf(take.links, ({ shaper }) => shaper.latenessP99Ms),
      BOUNDS.shaperLateness.limit,
      (ms) => `the emulated network delivered packets ${milliseconds(ms)} late at p99 ${atMost(BOUNDS.shaperLateness)}`,
    ),
} satisfies SecondSignal;
