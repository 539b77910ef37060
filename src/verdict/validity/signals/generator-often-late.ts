import { madeIn } from '../../../metrics/frames/made-in.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { FREE_THE_MACHINE } from '../advice.ts';
import { type Bounds, STARVED_HOSTS } from '../bounds.ts';
import { atMost, percent } from '../readings.ts';
import type { TakeSignal } from '../signal.ts';
import { generatorLate, lateFraction } from './generator-late.ts';

const BOUNDS = {
  /** Share of late ticks in the window. */
  lateTicks: { limit: 0.03, unit: 'fraction', origin: `${STARVED_HOSTS}: healthy 0-2 %, starved 5-80 %` },
} as const satisfies Bounds;

/** The generator was a little late in every second: no second is bad by itself, but the machine is at its limit. */
export const generatorOftenLate = {
  type: 'take',
  id: 'generator-often-late',
  title: { en: 'This machine often made the pictures to be sent too late.', zh: '本机经常过晚生成待发送画面。' },
  advice: FREE_THE_MACHINE,
  remedy: 'slow-down',
  bounds: BOUNDS,
  ofOwnStream: true,
  check(take) {
    const window = measuredWindow(take);
    if (window === undefined) return undefined;
    const late = lateFraction(madeIn(take.publisher.frames, window));
    return late <= BOUNDS.lateTicks.limit
      ? undefined
      : {
          reason: `${percent(late)} of the publisher's frames were made more than ${generatorLate.bounds.lateTick.limit} ms late ${atMost(BOUNDS.lateTicks)}.`,
        };
  },
} satisfies TakeSignal;
