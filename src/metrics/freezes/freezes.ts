import { AVERAGED_FRAMES, FREEZE_FACTOR, FREEZE_MARGIN_MS } from '../../model/result/freeze-rule.ts';
import { firstSights } from '../frames/first-sights.ts';
import { framesIn } from '../frames/frames-in.ts';
import { observedUntilMs } from '../joining/observed-until.ts';
import { cachePerViewer } from '../series/cache-per-viewer.ts';
import { measuredWindow } from '../series/measured-window.ts';
import type { Span } from '../series/span.ts';

/** Durations below which libwebrtc judges no freeze; until then the broadcast's frame interval stands for the average. */
const ENOUGH_DURATIONS = 5;

/**
 * Returns the W3C freezes that overlap the window, from the frames seen: intervals between consecutive new frames that last
 * max(3 x average, average + 150 ms) or more, where the average is that of the 30 intervals before. The browser's own freezeCount
 * (recorded in stats) never counts a freeze that is still going on; here the last interval ends with the first new frame after the
 * window, or where the viewer was last heard of. A viewer without any frame before the window has been waiting since it joined.
 * After a long freeze the average is high and short freezes pass; stutterRate has no such memory.
 */
export const freezesIn = cachePerViewer((viewer, take): readonly Span[] => {
  const window = measuredWindow(take);
  if (window === undefined) return [];
  const frameIntervalMs = 1000 / take.header.take.scenario.broadcast.video.fps;
  const sights = firstSights(viewer.frames);
  const seen = framesIn(sights, { fromMs: Number.NEGATIVE_INFINITY, toMs: window.toMs }).seenMs;
  const endMs = sights.seenMs[seen.length] ?? observedUntilMs(viewer, window);
  const durations: number[] = [];
  const freezes: Span[] = [];
  let fromMs: number | undefined;
  for (const toMs of [...seen, endMs]) {
    if (toMs > window.fromMs) {
      const interval = { fromMs: fromMs ?? Number.NEGATIVE_INFINITY, toMs };
      const lastedMs = toMs - interval.fromMs;
      // No threshold is below the margin, so nearly every interval needs no average.
      if (lastedMs >= FREEZE_MARGIN_MS && lastedMs >= freezeThresholdMs(durations, frameIntervalMs))
        freezes.push(interval);
    }
    if (fromMs !== undefined) durations.push(toMs - fromMs);
    if (durations.length > AVERAGED_FRAMES) durations.shift();
    fromMs = toMs;
  }
  return freezes;
});

function freezeThresholdMs(durations: readonly number[], frameIntervalMs: number): number {
  const averageMs =
    durations.length < ENOUGH_DURATIONS
      ? frameIntervalMs
      : durations.reduce((sum, duration) => sum + duration, 0) / durations.length;
  return Math.max(FREEZE_FACTOR * averageMs, averageMs + FREEZE_MARGIN_MS);
}
