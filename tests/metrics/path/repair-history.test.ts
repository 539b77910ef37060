import { describe, expect, it } from 'vitest';
import { repairHistory } from '../../../src/metrics/path/repair-history.ts';
import { isSettledAt, needsRepairAt } from '../../../src/model/recording/repair-meter.ts';
import { buildTake, secondOf } from '../../build-recording.ts';

/** A viewer one frame of whom is repaired in each of these seconds of the window; the round trip is 80 ms. */
function viewerRepairedIn(seconds: readonly number[]) {
  const take = buildTake({
    edit: (line) => {
      if (line.type !== 'stats' || line.participant === 'publisher') return line;
      const retransmittedBytesReceived = 1000 * seconds.filter((second) => second <= secondOf(line)).length;
      const reports = line.reports.map((report) =>
        report.type === 'inbound-rtp' && report.kind === 'video' ? { ...report, retransmittedBytesReceived } : report,
      );
      return { ...line, reports };
    },
  });
  const [viewer] = take.viewers;
  if (viewer === undefined) throw new Error('a take without viewers');
  return viewer;
}

describe('the history of repairs', () => {
  it('tells after each sample what was known then, and when the buffer will have grown', () => {
    const viewer = viewerRepairedIn([4, 5, 6]);
    const history = repairHistory(viewer);
    expect(history.map(({ atMs }) => atMs)).toEqual(viewer.stats.map(({ atMs }) => atMs));
    const third = history.find(({ repairs }) => repairs === 3);
    const second = history.findLast(({ repairs }) => repairs === 2);
    if (second === undefined || third === undefined) throw new Error('too few repairs');
    expect(needsRepairAt(second, third.atMs)).toBe(true);
    expect(needsRepairAt(third, third.atMs)).toBe(false);
    // A round trip of 80 ms takes 0.8 s, and is kept for a minute.
    const settles = [799, 800, 59_999, 60_000].map((afterMs) => isSettledAt(third, third.atMs + afterMs));
    expect(settles).toEqual([false, true, true, false]);
  });

  it('is replayed once, also for who looks at the viewer’s own part of the take', () => {
    const viewer = viewerRepairedIn([4]);
    const own = { ...viewer, timers: [] };
    expect(repairHistory(own)).toBe(repairHistory(viewer));
  });
});
