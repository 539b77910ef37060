import type { RecordedTake, RecordedViewer } from '../../model/recorded-take.ts';
import { firstJoinMs } from '../validity/first-join.ts';
import { unlimitedViewers } from '../validity/unlimited-viewers.ts';

/** All that is asked of a viewer. */
export type TimedViewer = Pick<RecordedViewer, 'id' | 'region' | 'timers'>;
export type TimedTake = Pick<RecordedTake, 'header' | 'events' | 'window' | 'lastAtMs' | 'publisher'> & {
  readonly viewers: readonly TimedViewer[];
};

/**
 * How strained the machine was for a viewer, in ms: the mean, over the seconds from the first join to the window's end, of
 * the lateness (p99 of a second) of its own 20 ms timer. Whatever keeps a browser from running shows there: a hypervisor's
 * steal, busy programs, too many viewers; and it begins at the join, because a jitter buffer that grew stays grown. A viewer
 * on a limited device is late because it was asked to be: for it the others' mean stands. Undefined where no timer speaks.
 */
export function strainMs(take: TimedTake, viewer: TimedViewer): number | undefined {
  const unlimited = unlimitedViewers(take);
  const heard = unlimited.includes(viewer) ? [viewer] : unlimited;
  const late = heard.flatMap((each) => latenesses(take, each));
  return late.length === 0 ? undefined : late.reduce((sum, ms) => sum + ms, 0) / late.length;
}

function latenesses(take: TimedTake, { timers }: TimedViewer): number[] {
  const toMs = take.window?.toMs;
  if (toMs === undefined) return [];
  const fromMs = firstJoinMs(take) ?? take.window?.fromMs ?? toMs;
  return timers.flatMap(({ atMs, lateP99Ms }) =>
    lateP99Ms !== undefined && atMs >= fromMs && atMs <= toMs ? [lateP99Ms] : [],
  );
}
