// Standard deviation of the intervals between new frames that overlap the window.
// Source: W3C webrtc-stats, sqrt(totalSquaredInterFrameDelay / n - (totalInterFrameDelay / n)^2), from the frames seen.

import { eachGap } from '../freezes/gaps.ts';
import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

export const frameUnevenness: ValueMetric = {
  id: 'frameUnevenness',
  label: { en: 'Frame unevenness', zh: '帧间隔不均匀度' },
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'Standard deviation of the intervals between new frames; 0 would be a perfectly even picture.',
    zh: '新帧间隔的标准差；0 表示画面完全均匀。',
  },
  source: 'W3C webrtc-stats, totalSquaredInterFrameDelay',
  sentence: 'plain',
  margin: 'by-unit',
  errorLaw: { value: 0.38, onlyWorse: true },
  prominence: 'ordinary',
  evidence: ['skipped-frames'],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const lengths: number[] = [];
    // Only an interval without a beginning is cut at the window's start; a frame's interval counts in full.
    eachGap(viewer, window, (fromMs, toMs) => {
      lengths.push(toMs - (Number.isFinite(fromMs) ? fromMs : window.fromMs));
    });
    // A single interval means that no frame was seen, which is not an even picture but none at all.
    if (lengths.length < 2) return noData('ms', 'the viewer saw no frame in the measured time');
    const inner = dropPartial(lengths, 1000 / take.header.take.scenario.broadcast.video.fps);
    const mean = inner.reduce((sum, ms) => sum + ms, 0) / inner.length;
    const square = inner.reduce((sum, ms) => sum + ms * ms, 0) / inner.length;
    return singleValue('ms', Math.sqrt(Math.max(0, square - mean * mean)));
  },
};

/** Drops the last interval if it is no longer than a frame's: it may end with the recording rather than with a frame. */
function dropPartial(lengths: readonly number[], frameIntervalMs: number): readonly number[] {
  const last = lengths.at(-1) ?? 0;
  return last <= frameIntervalMs ? lengths.slice(0, -1) : lengths;
}
