import { framesIn } from '../../../metrics/frames/frames-in.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { ASSUMED, type Bounds } from '../bounds.ts';
import { atMost, percent } from '../readings.ts';
import type { ViewersSignal } from '../signal.ts';
import { clocksApart } from './clocks-apart.ts';

const BOUNDS = {
  /** Share of frames seen before they were stamped. */
  earlyFrames: {
    limit: 0.01,
    unit: 'fraction',
    origin: `${ASSUMED}: no frame was seen before its stamp in any of our takes; one code in 4096 is misread at most`,
  },
} as const satisfies Bounds;

/**
 * Frames were seen before they were stamped, by more than the clocks of one machine differ: two clocks disagree, and every latency
 * is off by as much.
 */
export const seenBeforeMade = {
  type: 'viewers',
  id: 'seen-before-made',
  title: { en: 'Pictures were seen before they were made.', zh: '画面在生成之前就被看到。' },
  advice: {
    en: 'The clocks of publisher and viewers are apart: run again once they are steady, or, where these are two machines, set timeServer.',
    zh: '推流端与观众端的时钟不一致：待时钟稳定后重新彩排；若在两台机器上，请设置 timeServer。',
  },
  remedy: 'slow-down',
  bounds: BOUNDS,
  ofOwnStream: true,
  checkViewer(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return [];
    const { latencyMs } = framesIn(viewer.frames, window);
    const early = latencyMs.filter((ms) => ms < -clocksApart.bounds.clocksApart.limit).length / latencyMs.length;
    return early > BOUNDS.earlyFrames.limit
      ? [`${viewer.id} saw ${percent(early)} of the frames before they were stamped ${atMost(BOUNDS.earlyFrames)}`]
      : [];
  },
  reason: (complaints) => `${complaints.join('; ')}.`,
} satisfies ViewersSignal;
