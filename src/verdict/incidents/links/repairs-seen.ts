import { type RepairSample, repairHistory } from '../../../metrics/path/repair-history.ts';
import { isSettledAt, needsRepairAt } from '../../../model/recording/repair-meter.ts';
import type { Scene } from '../scene.ts';

/**
 * Tells what a viewer's statistics say of repairs beside an incident: whether any came, and whether its jitter buffer waited for
 * them before, as far as they report it. Undefined where they say nothing.
 */
export function repairsSeen({ viewer, span }: Pick<Scene, 'viewer' | 'span'>) {
  const samples = repairHistory(viewer);
  const after = samples.find(({ atMs, repairedBytes }) => repairedBytes !== undefined && atMs >= span.toMs);
  if (after === undefined) return undefined;
  const before = samples.findLast(({ atMs, repairedBytes }) => repairedBytes !== undefined && atMs <= span.fromMs);
  const came = (after.repairedBytes ?? 0) > (before?.repairedBytes ?? 0);
  return { came, wereAwaited: before === undefined ? false : isAwaiting(before) };
}

/** Reports whether the buffer holds frames back for as long as a repair takes; undefined where no round trip is known. */
function isAwaiting(sample: RepairSample): boolean | undefined {
  if (!sample.hasRoundTrip && !needsRepairAt(sample, sample.atMs)) return undefined;
  return isSettledAt(sample, sample.atMs);
}
