// Time from the end of a blackout on the viewer's path to the first frame seen that was made after it; the longest counts. A
// blackout never recovered from lasts until the viewer was last heard of.
// Source: ours; blackouts are those configured on the emulated links.

import { findCuts, isCutOut, joinedMs } from '../../model/recording/cuts.ts';
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { observedUntilMs } from '../joining/observed-until.ts';
import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import type { Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

export const recoveryTime: ValueMetric = {
  id: 'recoveryTime',
  label: { en: 'Recovery after a blackout', zh: '断网后恢复时间' },
  unit: 'ms',
  shape: 'value',
  better: 'lower',
  definition: {
    en: 'From the end of a blackout on the way to the viewer until it sees a frame made after it: the longest of the measured time.',
    zh: '从通往观众的链路断网结束，到观众看到断网后生成的画面帧的时间，取测量时段内最长的一次。',
  },
  source: 'longhaul',
  sentence: {
    en: 'after a blackout the picture takes {actual} to come back (limit {limit})',
    zh: '断网结束后画面需 {actual} 才恢复（上限 {limit}）',
  },
  margin: 'by-unit',
  errorLaw: 'unknown',
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
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
 * Returns when blackouts ended on the links that carry media to this viewer (wall time, ms). Overlapping blackouts end with the
 * later one. A blackout that ended in a spoilt second is dropped: when the viewer would have recovered is not known.
 */
function blackoutEnds(viewer: RecordedViewer, take: RecordedTake, window: Span): readonly number[] {
  const opened = take.window?.fromMs ?? window.fromMs;
  // Link profiles are in played time, before spoilt seconds are cut out.
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
