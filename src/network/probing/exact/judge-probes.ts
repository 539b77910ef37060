import type { CalibrationCheck } from '../../../model/result/calibration.ts';
import type { JournalPart } from '../../emulation/packet-journal.ts';
import type { ProbedPath } from '../probed-path.ts';
import type { Sent } from '../send-probes.ts';
import { checkExactPath } from './check-exact-path.ts';
import { type EpochAt, exactFigures } from './exact-figures.ts';
import type { Replay } from './replay.ts';

/** What was sent and came, beside what the router noted: from before the first probe to after the last. */
export interface Probed extends Sent {
  readonly before: JournalPart;
  readonly after: JournalPart;
  /** Serial number of the first way's first probe. */
  readonly firstSerial: number;
}

/** Of each way, each property asked against got. `replay` has been fed all but the last part. */
export function judgeProbes(
  ways: readonly ProbedPath[],
  replay: Replay,
  { trips, endMs, before, after, firstSerial }: Probed,
): CalibrationCheck[][] {
  const foretold = replay.feed(after);
  const epochAt = epochBetween(before, after);
  let next = firstSerial;
  return ways.map((way, index) => {
    const first = next;
    next += way.probes.length;
    const trip = trips[index];
    if (trip === undefined) throw new Error('a way without trips');
    const figures = exactFigures(way.probes, trip, (probe) => foretold.get(first + probe), { epochAt, endMs });
    return checkExactPath(way, figures);
  });
}

/** A wall clock that was slewed meanwhile went evenly. */
function epochBetween(before: JournalPart, after: JournalPart): EpochAt {
  const slew = (after.epochWallMs - before.epochWallMs) / (after.takenAtMs - before.takenAtMs);
  return (linkMs) => before.epochWallMs + slew * (linkMs - before.takenAtMs);
}
