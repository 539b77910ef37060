import { framesIn } from '../../../metrics/frames/frames-in.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import { BOUNDS } from '../bounds.ts';
import { percent } from '../readings.ts';
import type { ViewersSignal } from '../signal.ts';

/** Frames were seen before they were stamped, by more than clocks of one machine differ: two clocks disagree, and every latency is off by as much. */
export const seenBeforeMade: ViewersSignal = {
  type: 'viewers',
  id: 'seen-before-made',
  advice:
    'The clocks of publisher and viewers are apart: run again once they are steady, or, where these are two machines, set timeServer.',
  ofOwnStream: true,
  ofViewer(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return [];
    const { latencyMs } = framesIn(viewer.frames, window);
    const early = latencyMs.filter((ms) => ms < -BOUNDS.clocksApart.limit).length / latencyMs.length;
    return early > BOUNDS.earlyFrames.limit
      ? [`${viewer.id} saw ${percent(early)} of the frames before they were stamped`]
      : [];
  },
  reason: (complaints) => `${complaints.join('; ')}.`,
};
