import type { CalibrationCheck } from '../../../model/result/calibration.ts';
import type { JournalPart } from '../../emulation/packet-journal.ts';
import type { ProbedPath } from '../probed-path.ts';
import type { SentProbes } from '../send-probes.ts';
import { checkExactPath } from './check-exact-path.ts';
import { type EpochAt, exactStats } from './exact-stats.ts';
import type { Replay } from './replay.ts';

/** Sent probes together with the router's journal, from before the first probe to after the last. */
export interface JournaledProbes extends SentProbes {
  readonly before: JournalPart;
  readonly after: JournalPart;
  /** Serial number of the first path's first probe. */
  readonly firstSerial: number;
}

/** Returns the checks of each path. `replay` must have been fed every part of the journal but the last, `after`. */
export function judgeProbes(
  paths: readonly ProbedPath[],
  replay: Replay,
  { times, endMs, before, after, firstSerial }: JournaledProbes,
): CalibrationCheck[][] {
  const predictions = replay.feed(after);
  const epochAt = epochBetween(before, after);
  let next = firstSerial;
  return paths.map((path, index) => {
    const first = next;
    next += path.probes.length;
    const probeTimes = times[index];
    if (probeTimes === undefined) throw new Error('a path without probe times');
    const predictionOf = (probe: number) => predictions.get(first + probe);
    return checkExactPath(path, exactStats(path.probes, probeTimes, predictionOf, { epochAt, endMs }));
  });
}

/** Interpolates the links' epoch, assuming that a wall clock that was slewed meanwhile was slewed evenly. */
function epochBetween(before: JournalPart, after: JournalPart): EpochAt {
  const slew = (after.epochWallMs - before.epochWallMs) / (after.takenAtMs - before.takenAtMs);
  return (linkMs) => before.epochWallMs + slew * (linkMs - before.takenAtMs);
}
