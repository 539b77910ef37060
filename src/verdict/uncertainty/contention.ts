import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { firstJoinMs } from '../validity/first-join.ts';
import { unlimitedViewers } from '../validity/unlimited-viewers.ts';

/** All that is asked of a viewer. */
export type TimedViewer = Pick<RecordedViewer, 'id' | 'region' | 'timers'>;
export type TimedTake = Pick<RecordedTake, 'header' | 'events' | 'window' | 'lastAtMs' | 'publisher'> & {
  readonly viewers: readonly TimedViewer[];
};

/** Timers speak once a second. */
const SAMPLE_MS = 1500;
/** About as long as the takes that the laws were fitted to, from the join to the end: a mean over more is none that they know. */
const STRETCH_MS = 20_000;

/**
 * How strained the machine was for a viewer, in ms: the mean of the lateness (p99 of a second) of its own 20 ms timer, over the worst
 * stretch of 20 s between the first join and the window's end. A long take must not thin out the storm that its buffers grew in.
 * Whatever keeps a browser from running shows there: a hypervisor's steal, busy programs, too many viewers; and it begins at the join,
 * because a jitter buffer that grew stays grown. A viewer on a limited device is late because it was asked to be: for it the others' mean
 * stands. Undefined where no timer speaks.
 */
export function contentionMs(take: TimedTake, viewer: TimedViewer): number | undefined {
  const unlimited = unlimitedViewers(take);
  const heard = unlimited.includes(viewer) ? [viewer] : unlimited;
  return worstStretch(heard.flatMap((each) => latenesses(take, each)).toSorted((a, b) => a.atMs - b.atMs));
}

interface Lateness {
  readonly atMs: number;
  readonly lateMs: number;
}

/** Largest mean over so long; the mean of all where there is no more. Undefined where there is nothing. */
function worstStretch(late: readonly Lateness[]): number | undefined {
  let [sum, first, worst]: [number, number, number | undefined] = [0, 0, undefined];
  const lastMs = late.at(-1)?.atMs ?? 0;
  const isShort = lastMs - (late[0]?.atMs ?? 0) < STRETCH_MS;
  for (const [place, { atMs, lateMs }] of late.entries()) {
    sum += lateMs;
    for (let oldest = late[first]; oldest !== undefined && oldest.atMs <= atMs - STRETCH_MS; oldest = late[++first])
      sum -= oldest.lateMs;
    const isWhole = isShort ? place === late.length - 1 : atMs - (late[0]?.atMs ?? 0) >= STRETCH_MS - SAMPLE_MS;
    if (isWhole) worst = Math.max(worst ?? 0, sum / (place - first + 1));
  }
  return worst;
}

function latenesses(take: TimedTake, { timers }: TimedViewer): Lateness[] {
  const toMs = take.window?.toMs;
  if (toMs === undefined) return [];
  const fromMs = firstJoinMs(take) ?? take.window?.fromMs ?? toMs;
  return timers.flatMap(({ atMs, lateP99Ms }) =>
    lateP99Ms !== undefined && atMs >= fromMs && atMs <= toMs ? [{ atMs, lateMs: lateP99Ms }] : [],
  );
}
