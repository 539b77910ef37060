import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { above, readingsOf } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

/** The emulated network lost packets that no link asked it to lose; packets to nowhere (unroutable) are not a fault. */
export const shaperDropped: SecondSignal = {
  type: 'second',
  id: 'shaper-dropped',
  advice: FREE_THE_MACHINE,
  fromJoin: true,
  spoiltSpans: (take) =>
    above(
      readingsOf(take.links, ({ shaper }) => shaper.unaskedDrops - shaper.unroutable),
      BOUNDS.unaskedDrops.limit,
      (packets) => `the emulated network lost ${packets} packets that it should have carried`,
    ),
};
