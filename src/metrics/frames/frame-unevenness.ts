// Frame unevenness: standard deviation of the intervals between new frames that touch the window.
// Source: W3C webrtc-stats, sqrt(totalSquaredInterFrameDelay / n - (totalInterFrameDelay / n)^2), from the frames seen.
import { eachGap } from '../freezes/gaps.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

export const frameUnevenness: Metric = {
  id: 'frameUnevenness',
  label: 'Frame unevenness',
  labelZh: '帧间隔不均匀度',
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: 'Standard deviation of the intervals between new frames; 0 would be a perfectly even picture.',
  source: 'W3C webrtc-stats, totalSquaredInterFrameDelay',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const lengths: number[] = [];
    // Of an interval that began before the window only the open-ended kind is cut; a frame's interval counts whole.
    eachGap(viewer, window, (fromMs, toMs) => {
      lengths.push(toMs - (Number.isFinite(fromMs) ? fromMs : window.fromMs));
    });
    // One interval: no frame was seen, which is not even but nothing at all.
    if (lengths.length < 2) return noData('ms', 'the viewer saw no frame in the measured time');
    const inner = dropPartial(lengths, 1000 / take.header.take.scenario.broadcast.video.fps);
    const mean = inner.reduce((sum, ms) => sum + ms, 0) / inner.length;
    const square = inner.reduce((sum, ms) => sum + ms * ms, 0) / inner.length;
    return singleValue('ms', Math.sqrt(Math.max(0, square - mean * mean)));
  },
};

/** The last interval may end with the recording, not with a frame: while it is shorter than a frame's it says nothing. */
function dropPartial(lengths: readonly number[], frameIntervalMs: number): readonly number[] {
  const last = lengths.at(-1) ?? 0;
  return last <= frameIntervalMs ? lengths.slice(0, -1) : lengths;
}
