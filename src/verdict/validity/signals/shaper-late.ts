import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { above, milliseconds, readingsOf } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

/** The emulated network delivered packets later than its links asked for. */
export const shaperLate: SecondSignal = {
  type: 'second',
  id: 'shaper-late',
  advice: FREE_THE_MACHINE,
  fromJoin: true,
  spoiltSpans: (take) =>
    above(
      readingsOf(take.links, ({ shaper }) => shaper.latenessP99Ms),
      BOUNDS.shaperLateness.limit,
      (ms) => `the emulated network delivered packets ${milliseconds(ms)} late (p99)`,
    ),
};
