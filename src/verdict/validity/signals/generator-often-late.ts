import { madeIn } from '../../../metrics/frames/made-in.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { BOUNDS } from '../bounds.ts';
import { percent } from '../readings.ts';
import type { TakeSignal } from '../signal.ts';
import { lateFraction } from './generator-late.ts';

/** A little late in every second: no second is bad by itself, but the machine is at its limit. */
export const generatorOftenLate: TakeSignal = {
  type: 'take',
  id: 'generator-often-late',
  ofOwnStream: true,
  check(take) {
    const window = measuredWindow(take);
    if (window === undefined) return undefined;
    const late = lateFraction(madeIn(take.publisher.frames, window));
    return late <= BOUNDS.lateTicks.limit
      ? undefined
      : {
          reason: `${percent(late)} of the publisher's frames were made more than ${BOUNDS.lateTick.limit} ms late (at most ${percent(BOUNDS.lateTicks.limit)}).`,
          advice: FREE_THE_MACHINE,
        };
  },
};
