// Recovery time: from the end of a blackout on the viewer's way to the first frame seen that was made after it; the longest.
// Source: ours; the blackouts are those asked of the emulated links. One not recovered from lasts to the viewer's last word.
import { findCuts, isCutOut, joinedMs } from '../../model/recording/cuts.ts';
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { observedUntilMs } from '../joining/observed-until.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import type { Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

export const recoveryTime: Metric = {
  id: 'recoveryTime',
  label: 'Recovery after a blackout',
  labelZh: '断网后恢复时间',
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition:
    'From the end of a blackout on the way to the viewer until it sees a frame made after it: the longest of the measured time.',
  source: 'longhaul',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const ends = blackoutEnds(viewer, take, window);
    if (ends.length === 0) return noData('ms', 'no blackout ended in the measured time');
    const times = ends.map((endMs) => {
      const { seenMs, latencyMs } = viewer.frames;
      const liveMs = seenMs.find((ms, i) => ms >= endMs && ms - (latencyMs[i] ?? Number.NaN) >= endMs);
      return (liveMs ?? observedUntilMs(viewer, window)) - endMs;
    });
    return singleValue('ms', Math.max(...times));
  },
};

/**
 * Of the links that carry media to this viewer; a blackout that another overlaps ends with the later one. One that ended in a
 * second that was left out is none: when the viewer would have recovered is not known.
 */
function blackoutEnds(viewer: RecordedViewer, take: RecordedTake, window: Span): readonly number[] {
  const opened = take.window?.fromMs ?? window.fromMs;
  // Links keep the time as it was played.
  const cuts = take.window === undefined ? [] : findCuts(take.window);
  const { links } = take.header.topology;
  const own = links.filter(
    ({ id, segment, region, direction }) =>
      direction === 'out' &&
      (segment === 'first-mile' ||
        (segment === 'haul' && region === viewer.region) ||
        id === `access:${viewer.id}/out`),
  );
  const dark = own.flatMap(({ profile }) => profile.blackouts ?? []);
  return dark
    .filter(({ toMs }) => !dark.some((other) => other.fromMs <= toMs && toMs < other.toMs))
    .map(({ toMs }) => opened + toMs)
    .filter((endMs) => !isCutOut(cuts, endMs))
    .map((endMs) => joinedMs(cuts, endMs))
    .filter((endMs) => endMs > window.fromMs && endMs < window.toMs);
}
