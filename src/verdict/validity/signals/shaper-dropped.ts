import { FREE_THE_MACHINE } from '../advice.ts';
import type { Bounds } from '../bounds.ts';
import { above, atMost, readingsOf } from '../readings.ts';
import type { SecondSignal } from '../signal.ts';

const BOUNDS = {
  /** Packets lost in a second that no link was configured to lose. */
  unaskedDrops: { limit: 0, unit: 'count', origin: 'a loss that no link asked for is not the scenario' },
} as const satisfies Bounds;

/** The emulated network lost packets that no link was configured to lose; unroutable packets are no fault. */
export const shaperDropped = {
  type: 'second',
  id: 'shaper-dropped',
  title: { en: 'The emulated network lost packets it was not asked to lose.', zh: '模拟网络丢失了不该丢的数据包。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  fromJoin: true,
  spoiltSpans: (take) =>
    above(
      readingsOf(take.links, ({ shaper: { unaskedDrops, unroutable } }) =>
        unaskedDrops === undefined ? undefined : unaskedDrops - unroutable,
      ),
      BOUNDS.unaskedDrops.limit,
      (packets) =>
        `the emulated network lost ${packets} packets that it should have carried ${atMost(BOUNDS.unaskedDrops)}`,
    ),
} satisfies SecondSignal;
