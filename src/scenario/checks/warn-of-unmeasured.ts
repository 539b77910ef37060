import type { Scenario } from '../../model/scenario/scenario.ts';
import { isPublished, isWatched } from '../../model/scenario/transport.ts';
import type { Notes } from '../reading/notes.ts';

/** Warns of metrics that a transport leaves unmeasured. */
export function warnOfUnmeasured({ broadcast, variants = [] }: Scenario, notes: Notes): void {
  const path = ['broadcast', 'transport'];
  if (!isPublished(broadcast.transport))
    notes.warnings.push({
      path,
      text: 'the stream is somebody else’s: latency, stutter and clarity are measured only if its picture bears longhaul’s time code, and then by two machines’ clocks',
    });
  if ([broadcast, ...variants.map((variant) => variant.broadcast)].some(({ transport }) => !isWatched(transport)))
    notes.warnings.push({
      path,
      text: 'nobody of longhaul’s watches: what viewers get is not measured, so that no budget can be met (exit code 3)',
    });
}
